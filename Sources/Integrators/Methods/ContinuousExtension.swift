/// The solution within a step of a Runge–Kutta method, as a polynomial in time.
///
/// At the fraction `θ` in `0...1` of a step of size `h` that starts at `y`, the solution is
/// `u(θ) = y + h Σᵢ bᵢ(θ) kᵢ`. The sum is over the stages of the step and, where these do not
/// suffice, over extra ones that are evaluated after it, only for the steps that are looked into.
/// `u` begins and ends where the step does; its slopes there are those of the field for every method
/// that knows them, so that the pieces of successive steps join smoothly.
///
/// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations I",
/// 2nd edition, Springer 1993, section II.6.
public struct ContinuousExtension: Sendable, Equatable {
  /// The order: `u` errs by `O(h^(order + 1))` within one step, at every fraction.
  ///
  /// `Σ bᵢ(θ) Φᵢ(t) = θⁿ/γ(t)` holds for every rooted tree `t` of `n ≤ order` vertices, with the
  /// elementary weights `Φᵢ` and the density `γ`. One less than the method's own order is enough for
  /// values as accurate as those at the ends of steps, where the errors of all steps have summed up.
  public let order: Int

  /// The coefficients `aᵢⱼ` of the extra stages, which are explicit: row `i` has an entry for every
  /// stage of the method and for the `i` extra ones before.
  public let extraStages: [[Double]]

  /// The nodes of the extra stages, as fractions of a step.
  public let extraNodes: [Double]

  /// For each stage, extra ones last, the coefficients of `θ, θ², …` in `bᵢ(θ)`.
  public let polynomials: [[Double]]

  /// Creates an extension from its coefficients.
  ///
  /// - Parameters:
  ///   - order: The order that holds at every fraction.
  ///   - extraStages: The rows of the extra stages. Their nodes are the sums of their entries.
  ///   - polynomials: For each stage, extra ones last, the coefficients of `θ, θ², …`.
  /// - Precondition: Each row of `extraStages` is one longer than that before, and there are as many
  ///   polynomials as stages.
  public init(order: Int, extraStages: [[Double]] = [], polynomials: [[Double]]) {
    let stageCount = polynomials.count - extraStages.count
    for (index, row) in extraStages.enumerated() {
      precondition(
        row.count == stageCount + index,
        "Row \(index) of the extra stages has \(row.count) entries instead of \(stageCount + index).")
    }
    self.order = order
    self.extraStages = extraStages
    self.polynomials = polynomials
    extraNodes = extraStages.map { $0.reduce(0, +) }
  }

  /// Returns `bᵢ(θ)` for each stage, extra ones last.
  func weights(at fraction: Double) -> [Double] {
    polynomials.map { coefficients in
      coefficients.reversed().reduce(0) { ($0 + $1) * fraction }
    }
  }

  /// Returns `dbᵢ/dθ` for each stage, extra ones last: `Σ bᵢ′(θ) kᵢ` is the derivative of the
  /// solution in time.
  func slopes(at fraction: Double) -> [Double] {
    polynomials.map { coefficients in
      coefficients.enumerated().reversed().reduce(0) {
        $0 * fraction + Double($1.offset + 1) * $1.element
      }
    }
  }
}
