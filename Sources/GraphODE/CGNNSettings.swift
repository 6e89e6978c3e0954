public import Integrators

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The equation of a continuous graph neural network and how it is solved.
public struct CGNNSettings: Sendable, Equatable {
  /// The field that is integrated.
  public var equation: CGNNEquation

  /// The share `α` that every node starts with, in 0…1, both excluded.
  public var alpha: Double

  /// The time at which the flow ends; it begins at 0.
  public var endTime: Double

  /// Whether the source has a derivative.
  public var sourceGradient: SourceGradient

  /// How the equation is solved.
  public var solver: Solver

  /// Creates settings.
  ///
  /// - Parameters:
  ///   - equation: The field that is integrated.
  ///   - alpha: The share `α` that every node starts with.
  ///   - endTime: The time at which the flow ends.
  ///   - sourceGradient: Whether the source has a derivative.
  ///   - solver: How the equation is solved.
  /// - Precondition: `alpha` lies in 0…1, both excluded, and `endTime` is not negative.
  public init(
    equation: CGNNEquation, alpha: Double, endTime: Double,
    sourceGradient: SourceGradient = .detached, solver: Solver = .diffusion
  ) {
    precondition(alpha > 0 && alpha < 1, "The share α is \(alpha), but must lie between 0 and 1.")
    precondition(endTime >= 0, "The end time is \(endTime), but must not be negative.")
    self.equation = equation
    self.alpha = alpha
    self.endTime = endTime
    self.sourceGradient = sourceGradient
    self.solver = solver
  }

  /// The logit of ``alpha``: `ln(α / (1 − α))`.
  var alphaLogit: Double { log(alpha / (1 - alpha)) }

  /// The times of the flow.
  var interval: ClosedRange<Double> { 0...endTime }
}

/// The field that a continuous graph neural network integrates.
public enum CGNNEquation: String, Sendable, CaseIterable {
  /// The field of the published code, `ρ (Â x − x) + e`: `SourcedDiffusion`.
  case sourcedDiffusion
  /// The field of the paper, `(A − I) x + e`: `DampedDiffusion`.
  case dampedDiffusion
}

/// Whether the source of a flow passes a gradient to the start that it is made of.
public enum SourceGradient: String, Sendable, CaseIterable {
  /// The source counts as a constant, as in the published code of CGNN, which acts as a
  /// regulariser.
  case detached
  /// The source has its mathematical derivative.
  case attached
}

extension Solver {
  /// Chebyshev series to 1e-6 of the largest value: linear diffusion is solved, not stepped.
  public static let diffusion = Solver.exponential()
}
