public import Tensors

/// A state that a field leaves where it is, or the last one on the way there.
///
/// The state has a derivative, and no other property.
public struct SteadyState<State: StateVector>: Differentiable {
  /// The last state, of the same shape as the first one.
  public var state: State

  /// Whether the state is steady and, if not, why.
  @noDerivative public let outcome: Outcome

  /// The root mean square of the velocity at ``state``, in units of state a time.
  @noDerivative public let residual: Double

  /// The number of accepted steps.
  @noDerivative public let iterations: Int

  /// The number of evaluations of the vector field; a gradient costs more that are not counted.
  @noDerivative public let evaluations: Int

  init(state: State, outcome: Outcome, residual: Double, iterations: Int, evaluations: Int) {
    self.state = state
    self.outcome = outcome
    self.residual = residual
    self.iterations = iterations
    self.evaluations = evaluations
  }

  /// How a search for a steady state ended.
  public enum Outcome: Sendable, Equatable {
    /// The velocity is as small as it was to become.
    case steady
    /// The limit of steps, or of time, was reached first.
    case limit
    /// A state or a velocity became infinite or not a number.
    case nonFinite
    /// A step's equations were not solved, or its error not brought below the tolerance, not even
    /// with a very small step.
    case stuck
  }
}

extension SteadyState {
  /// The state where it is steady; otherwise a state of its shape that holds no number, so that a
  /// failed search cannot pass for a result.
  @differentiable(reverse)
  public var stateOrNotANumber: State { outcome == .steady ? state : state.notANumber }

  @derivative(of: stateOrNotANumber)
  @usableFromInline
  func _vjpStateOrNotANumber() -> (value: State, pullback: (State) -> TangentVector) {
    (stateOrNotANumber, { TangentVector(state: $0) })
  }
}
