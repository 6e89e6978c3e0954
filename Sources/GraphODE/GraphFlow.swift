public import ContinuousDepth
public import Integrators
public import Layers
public import Tensors

/// The middle of a continuous-depth network: it carries node states from one time to another.
///
/// A flow owns the parameters of its vector field, builds the field for a given start, and
/// solves it. An encoder before it and a decoder behind it make a ``NodeClassificationNetwork``.
public protocol GraphFlow: Parameterized {
  /// Returns the solution that starts from `start`, `[nodeCount, channels]`.
  @differentiable(reverse)
  func callAsFunction(_ start: Tensor) -> Solution<Tensor>
}

extension DepthFlow: GraphFlow where Field.State == Tensor {}

extension FlowStack: GraphFlow where Field.State == Tensor {}

extension AdaptiveDepthFlow: GraphFlow where Field.State == Tensor {}
