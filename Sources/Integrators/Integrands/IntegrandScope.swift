import Tensors

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
