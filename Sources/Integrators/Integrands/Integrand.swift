public import Tensors

/// A quantity to integrate along a solution: `g` in `q = ∫ g(y, f, t) dt`, with the state `y` and its
/// velocity `f`.
///
/// Its differentiable stored properties are parameters like those of a field, and
/// `field.integrating(_:)` integrates it beside the field's own state. ``SquaredDistance`` is a loss along
/// the whole solution; any other is a type of one's own:
///
///     struct LateDistance: Integrand {
///       @noDerivative let target: Tensor
///
///       @differentiable(reverse)
///       func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
///         square(state - target).sum() * time
///       }
///     }
public protocol Integrand: Differentiable {
  /// What the field moves.
  associatedtype State: StateVector = Tensor

  /// Returns the quantity's density at a state, in the same shape at all states: `[]` for one
  /// quantity, `[samples]` for one a sample.
  @differentiable(reverse)
  func callAsFunction(_ state: State, velocity: State, at time: Double) -> Tensor
}
