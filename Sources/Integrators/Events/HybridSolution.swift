public import Tensors

/// The result of a solve that goes on behind its events.
///
/// End state, end time, saved states and the times of the events have derivatives.
public struct HybridSolution<State: StateVector>: Differentiable, Sendable {
  /// The state at ``endTime``.
  public var end: State

  /// The time that was reached: the end of the span where ``outcome`` is `.reachedEnd`.
  public var endTime: Double

  /// The states that ``Saving`` asked for, as far as the solve came; those of ``times``.
  public var states: [State]

  /// The times of the events, in their order.
  public var eventTimes: [Double]

  /// The times of ``states``.
  @noDerivative public let times: [Double]

  /// How the solve ended.
  @noDerivative public let outcome: Outcome

  /// What the solve cost.
  @noDerivative public let statistics: Statistics

  /// How the gradient of a stretch between events is computed, the first such one, where that is not
  /// as the solver asks for.
  @noDerivative public let gradientFallback: GradientFallback?
}
