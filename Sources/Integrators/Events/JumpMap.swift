public import Tensors

/// What an event does to the state: a ball bounces, an observation corrects a forecast.
///
/// Its differentiable stored properties are parameters, with a gradient like those of a field.
public protocol JumpMap<State>: Differentiable {
  /// What the field of the solve moves.
  associatedtype State: StateVector = Tensor

  /// Returns the state behind the jump, of the same shape as `state` before it.
  @differentiable(reverse)
  func callAsFunction(_ state: State, at time: Double) -> State
}
