public import Tensors

/// The right-hand side `f` of an ordinary differential equation `dy/dt = f(y, t)`.
///
/// A vector field is a value whose differentiable stored properties are its parameters; the
/// integrator returns their gradient beside that of the initial state. It must compute the same
/// result for the same state and time as long as a solve lasts: masks and other random choices
/// are drawn before it starts.
public protocol VectorField: Differentiable {
  /// Returns the velocity of `state` at `time`, of the same shape as `state`.
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor
}
