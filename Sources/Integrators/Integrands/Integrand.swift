public import Tensors

/// A quantity to integrate along a solution: `g` in `q = ∫ g(y, f, t) dt`, with the state `y` and its
/// velocity `f`.
///
/// Its differentiable stored properties are parameters like those of a field, and
/// `field.integrating(_:)` integrates it beside the field's own state. A loss along the whole
/// solution is a type of one's own:
///
///     struct SquaredDistance: Integrand {
///       @noDerivative let target: Tensor
///
///       @differentiable(reverse)
///       func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
///         square(state - target).sum()
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

/// What a ready-made integrand has one quantity for.
public enum IntegrandScope: Sendable, Equatable {
  /// One for the whole state, of shape `[]`.
  case state
  /// One for each position along an axis of the state, of shape `[positions]`: for each sample of
  /// `[samples, channels]` along axis 0, of `[nodes, samples, channels]` along axis 1.
  case sample(alongAxis: Int)
}

extension Tensor {
  /// Returns the sum over the elements of each quantity.
  @differentiable(reverse)
  @usableFromInline
  func total(per scope: IntegrandScope) -> Tensor {
    switch scope {
    case .state: return sum()
    case .sample(let axis):
      return reshaped(to: withoutDerivative(at: blockShape(around: axis)))
        .sum(alongAxis: 0).sum(alongAxis: 2).reshaped(to: withoutDerivative(at: [shape[axis]]))
    }
  }

  private func blockShape(around axis: Int) -> Shape {
    precondition(axis >= 0 && axis < rank, "The state of shape \(shape) has no axis \(axis).")
    let (outer, extent, inner) = shape.blocks(around: axis)
    return [outer, extent, inner]
  }
}
