/// What an exponential Runge–Kutta method is made of.
///
/// A step from `u` of size `h` has the stages `Yᵢ = u + h Σ_{j<i} aᵢⱼ(hL) zⱼ` and ends at `u + h Σⱼ bⱼ(hL) zⱼ`, with
/// `z₀ = f(u, t)` and the differences `zⱼ = soft(Yⱼ, t + cⱼ h) − soft(u, t)`. All functions are sums of
/// `φₖ(s h L)`; a column of them needs one set of products.
struct ExponentialTableau: Sendable, Equatable {
  /// A function of one column, in all places where it occurs.
  struct Term: Sendable, Equatable {
    /// The factor `s` of the argument.
    let scale: Double
    /// The weights of `φ₀, φ₁, …`, of which the first is 0.
    let weights: [Double]
    /// The stages that it goes to; the number of stages stands for the end of the step.
    let targets: [Int]

    /// Returns the function for a step size, which multiplies it.
    func function(over stepSize: Double) -> PhiSum {
      PhiSum(scale: scale * stepSize, weights: weights.map { stepSize * $0 })
    }
  }

  /// The nodes `cⱼ`.
  let nodes: [Double]
  /// The functions of each column.
  let columns: [[Term]]
  /// The stage that is the embedded solution, if one is.
  let embeddedStage: Int?

  /// The number of stages.
  var stageCount: Int { nodes.count }

  /// The weights `γₖ` of `φₖ` in `bⱼ`.
  private func endWeights(_ column: Int) -> [Double] {
    columns[column].first { $0.targets.contains(stageCount) }?.weights ?? [0]
  }

  /// Returns what a column is multiplied by after a part `τ` of a step, `h Σₖ γₖ (τ/h)ᵏ φₖ(τL)`.
  ///
  /// It is exact where the soft part is a polynomial in time through what the stages say of it, and at the end of
  /// the step the step itself.
  func interior(_ column: Int, after elapsed: Double, of stepSize: Double) -> PhiSum {
    sum(column, after: elapsed, of: stepSize) { _ in stepSize }
  }

  /// Returns the derivative of ``interior(_:after:of:)`` in the elapsed time.
  func interiorSlope(_ column: Int, after elapsed: Double, of stepSize: Double) -> PhiSum {
    let fraction = elapsed / stepSize
    return PhiSum(
      scale: elapsed,
      weights: endWeights(column).enumerated().dropFirst().map { $1 * raised(fraction, $0 - 1) })
  }

  /// Returns the derivative of ``interior(_:after:of:)`` in the step size.
  func interiorStretch(_ column: Int, after elapsed: Double, of stepSize: Double) -> PhiSum {
    sum(column, after: elapsed, of: stepSize) { 1 - Double($0) }
  }

  private func sum(
    _ column: Int, after elapsed: Double, of stepSize: Double, _ factor: (Int) -> Double
  ) -> PhiSum {
    let fraction = elapsed / stepSize
    return PhiSum(
      scale: elapsed,
      weights: endWeights(column).enumerated().map { factor($0) * $1 * raised(fraction, $0) })
  }
}

extension ExponentialTableau {
  /// `a = u + h φ₁ z₀` and `u′ = a + h φ₂ z₁`.
  static let coxMatthews2 = ExponentialTableau(
    nodes: [0, 1],
    columns: [
      [Term(scale: 1, weights: [0, 1], targets: [1, 2])],
      [Term(scale: 1, weights: [0, 0, 1], targets: [2])],
    ],
    embeddedStage: 1)

  /// With `φ̂` for functions of half a step: `a = u + (h/2) φ̂₁ z₀`, `b = a + (h/2) φ̂₁ z₁`,
  /// `c = u + h φ₁ z₀ + h φ̂₁ z₂` and
  /// `u′ = u + h φ₁ z₀ + h (2φ₂ − 4φ₃) (z₁ + z₂) + h (4φ₃ − φ₂) z₃`.
  ///
  /// The paper has `c = e^{hL/2} a + (h/2) φ̂₁ (2 soft(b) − soft(u))`. Since `e^{hL/2} − 1 = (h/2) L φ̂₁` and
  /// `φ̂₁ (e^{hL/2} + 1) = 2 φ₁`, that is the same.
  static let coxMatthews4 = ExponentialTableau(
    nodes: [0, 0.5, 0.5, 1],
    columns: [
      [
        Term(scale: 0.5, weights: [0, 0.5], targets: [1, 2]),
        Term(scale: 1, weights: [0, 1], targets: [3, 4]),
      ],
      [
        Term(scale: 0.5, weights: [0, 0.5], targets: [2]),
        Term(scale: 1, weights: [0, 0, 2, -4], targets: [4]),
      ],
      [
        Term(scale: 0.5, weights: [0, 1], targets: [3]),
        Term(scale: 1, weights: [0, 0, 2, -4], targets: [4]),
      ],
      [Term(scale: 1, weights: [0, 0, -1, 4], targets: [4])],
    ],
    embeddedStage: nil)
}
