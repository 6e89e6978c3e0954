/// The coefficients of an explicit or a diagonally implicit Runge–Kutta method.
///
/// With step size `h`, stage `i` is `kᵢ = f(y + h Σⱼ aᵢⱼ kⱼ, t + cᵢ h)`, where `j` runs up to `i`,
/// and the step ends at `y + h Σ bᵢ kᵢ`. A stage whose `aᵢᵢ` is not 0 is an equation for `kᵢ`; the
/// method is explicit where there is none. The nodes `cᵢ` are not given but derived as row sums of
/// `aᵢⱼ`, so they cannot be mistyped. An embedded method has weights `b̂ᵢ` for the same stages; the
/// difference estimates the error of a step.
///
/// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations
/// I", 2nd edition, Springer 1993, section II.1; section II.7 for the diagonal.
public struct ButcherTableau: Sendable, Equatable {
  /// The coefficients `aᵢⱼ` below the diagonal: row `i` belongs to stage `i + 1`, since the first
  /// stage has none.
  public let stages: [[Double]]

  /// The coefficients `aᵢᵢ`, one for each stage: 0 where the stage is explicit.
  public let diagonal: [Double]

  /// The weights `bᵢ` of the step that is taken.
  public let weights: [Double]

  /// The weights `b̂ᵢ` of the embedded method, if there is one.
  public let embeddedWeights: [Double]?

  /// The differences `bᵢ − b̂ᵢ` whose sum estimates the error, if there is an embedded method.
  public let errorWeights: [Double]?

  /// The nodes `cᵢ`, as fractions of a step.
  public let nodes: [Double]

  /// Creates a tableau.
  ///
  /// - Parameters:
  ///   - stages: The coefficients `aᵢⱼ` of the stages after the first; row `i` has `i + 1` entries.
  ///   - diagonal: The coefficients `aᵢᵢ`, one for each stage; without them all are 0.
  ///   - weights: The weights `bᵢ`.
  ///   - embeddedWeights: The weights `b̂ᵢ` of the embedded method, if there is one.
  /// - Precondition: Rows have the right lengths and each set of weights sums to 1.
  public init(
    stages: [[Double]], diagonal: [Double]? = nil, weights: [Double],
    embeddedWeights: [Double]? = nil
  ) {
    let diagonal = diagonal ?? [Double](repeating: 0, count: weights.count)
    precondition(
      diagonal.count == weights.count,
      "\(diagonal.count) diagonal entries do not fit \(weights.count) stages.")
    precondition(
      weights.count == stages.count + 1,
      "\(weights.count) weights do not fit \(stages.count + 1) stages.")
    for (index, row) in stages.enumerated() {
      precondition(
        row.count == index + 1,
        "Row \(index) of the stages has \(row.count) entries instead of \(index + 1).")
    }
    for sum in [weights, embeddedWeights ?? weights].map({ $0.reduce(0, +) }) {
      precondition(abs(sum - 1) < 1e-13, "The weights sum to \(sum) instead of 1.")
    }
    if let embeddedWeights {
      precondition(
        embeddedWeights.count == weights.count,
        "There are \(embeddedWeights.count) embedded weights for \(weights.count) stages.")
      errorWeights = zip(weights, embeddedWeights).map { $0 - $1 }
    } else {
      errorWeights = nil
    }
    self.stages = stages
    self.diagonal = diagonal
    self.weights = weights
    self.embeddedWeights = embeddedWeights
    nodes = zip([[]] + stages, diagonal).map { $0.reduce(0, +) + $1 }
  }

  /// The number of stages.
  public var stageCount: Int { weights.count }

  /// The number of stages that the taken step depends on; a last stage may serve the error only.
  var advancingStageCount: Int { (weights.lastIndex { $0 != 0 } ?? 0) + 1 }

  /// Whether every stage follows from those before it, without an equation to solve.
  public var isExplicit: Bool { diagonal.allSatisfy { $0 == 0 } }

  /// Whether the last stage is evaluated at the end of the step, and so is the next step's first
  /// (first same as last).
  ///
  /// The last row, with its diagonal entry, is then the weights, and the first stage is explicit. An
  /// implicit method of this kind is *stiffly accurate*: no stiff component outlives its last stage.
  public var isFirstSameAsLast: Bool {
    guard let lastRow = stages.last, let corner = diagonal.last else { return false }
    return diagonal[0] == 0 && lastRow + [corner] == weights
  }
}
