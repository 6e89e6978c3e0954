public import Tensors

/// What an observation does to the state: a recurrent cell takes it in, a filter corrects by it.
///
/// Its differentiable stored properties are parameters, with a gradient like those of a field. An
/// observation is data and has no gradient; that some of its values are missing is for the observation
/// to say, by a mask, and for the update to heed.
public protocol ObservationUpdate<State>: Differentiable {
  /// What the field of the solve moves.
  associatedtype State: StateVector = Tensor

  /// What is observed, of all samples together.
  associatedtype Observation

  /// Returns the state behind an observation, of the same shape as `state` before it.
  @differentiable(reverse,wrt: (self, state))
  func callAsFunction(_ state: State, observing observation: Observation) -> State
}

/// An update that leaves states as they are: where it stands, a state is only looked at.
///
/// What it observes is its position.
struct NoUpdate<State: StateVector>: ObservationUpdate {
  @differentiable(reverse,wrt: (self, state))
  func callAsFunction(_ state: State, observing observation: Int) -> State { state }
}
