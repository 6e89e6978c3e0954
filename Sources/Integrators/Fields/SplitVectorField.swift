import Tensors

/// A vector field `f = f_stiff + f_soft` for implicit-explicit methods.
///
/// The stiff part, such as diffusion over a graph, is solved implicitly and is best affine in the
/// state; the soft part, such as a reaction or a network, is evaluated as it stands. Every other
/// method sees their sum.
public protocol SplitVectorField: VectorField {
  /// Returns the stiff part of the velocity, of the same shape as `state`.
  @differentiable(reverse)
  func stiffVelocity(_ state: State, at time: Double) -> State

  /// Returns the soft part of the velocity, of the same shape as `state`.
  @differentiable(reverse)
  func softVelocity(_ state: State, at time: Double) -> State
}

extension SplitVectorField {
  /// The field is split.
  public static var isSplit: Bool { true }

  /// Returns the sum of both parts.
  @differentiable(reverse)
  public func callAsFunction(_ state: State, at time: Double) -> State {
    stiffVelocity(state, at: time).plus(softVelocity(state, at: time))
  }
}
