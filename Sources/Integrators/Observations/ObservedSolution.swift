public import Tensors

/// The result of a solve from one observation to the next.
///
/// States and times have derivatives. Where a flow fails, the states from there on hold no number, so
/// that a failed solve cannot pass for a result.
public struct ObservedSolution<State: StateVector>: Differentiable, Sendable {
  /// The state behind the last observation.
  public var end: State

  /// The times of the samples at the last observation, of the shape of the elapsed times, or
  /// `Tensor.zero` where nothing elapsed.
  public var endTimes: Tensor

  /// The state that arrives at each observation, before it is taken in: the forecast of what is
  /// observed.
  public var arrivals: [State]

  /// How the first flow ended that failed, or else the last one.
  @noDerivative public let outcome: Outcome

  /// What all flows cost.
  @noDerivative public let statistics: Statistics

  /// How the gradient of a flow is computed, the first such one, where that is not as the solver asks
  /// for.
  @noDerivative public let gradientFallback: GradientFallback?

  init(
    end: State, endTimes: Tensor, arrivals: [State], outcome: Outcome, statistics: Statistics,
    gradientFallback: GradientFallback?
  ) {
    self.end = end
    self.endTimes = endTimes
    self.arrivals = arrivals
    self.outcome = outcome
    self.statistics = statistics
    self.gradientFallback = gradientFallback
  }
}
