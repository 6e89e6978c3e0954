public import Integrators
public import Tensors

/// A scalar function of a state, with its gradient written out.
///
/// Swift's derivatives have no derivatives of their own, and a field that is made of a gradient has to be
/// differentiable: an energy therefore states its gradient as a formula beside its value. Test that one
/// belongs to the other, by `gradient(at:of:)` of the value and by finite differences.
///
/// Differentiable stored properties are parameters, of the value and of the gradient alike. ``GradientFlow``,
/// ``HamiltonianField`` and ``CanonicalField`` are fields made of an energy.
public protocol Energy<State>: Differentiable {
  /// What the energy is a function of: a `Tensor` unless the energy says otherwise.
  associatedtype State: StateVector = Tensor

  /// Returns the energy `E(x)` of a state, of shape `[]`.
  @differentiable(reverse)
  func value(at state: State) -> Tensor

  /// Returns the gradient `∇E(x)`, of the shape of `state`.
  @differentiable(reverse)
  func gradient(at state: State) -> State
}
