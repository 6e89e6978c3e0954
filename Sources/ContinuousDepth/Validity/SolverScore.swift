public import Integrators

/// How well a model does with one solver, and what that costs.
public struct SolverScore: Equatable, Sendable {
  /// The score; not finite where a solve failed.
  public let value: Double

  /// What the solves cost.
  public let statistics: Statistics

  /// Creates a score.
  public init(_ value: Double, statistics: Statistics) {
    self.value = value
    self.statistics = statistics
  }

  /// What two scores may differ by in round-off alone: 0.802 and 0.792 are no more than 0.01 apart.
  static let roundOff = 1e-12

  /// The score where the solves came to their end.
  var ifSolved: Double? { value.isFinite ? value : nil }
}
