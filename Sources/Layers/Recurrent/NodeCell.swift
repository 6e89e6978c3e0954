public import Graphs
public import Tensors

/// A recurrent cell for states of nodes, which may look at a graph.
///
/// ``GraphGRUCell`` does; ``GRUCell``, which is shared by all nodes, does not, and ignores the walks that it
/// is given. What is built of either can be built of both.
public protocol NodeCell: Parameterized {
  /// The number of channels of the input.
  var inputCount: Int { get }

  /// The number of channels of the state.
  var channelCount: Int { get }

  /// Returns the next state.
  ///
  /// - Parameters:
  ///   - input: The input, `[nodes, batch, inputs]`.
  ///   - state: The state, `[nodes, batch, channels]`, or `Tensor.zero` at the start.
  ///   - supports: The walks over the graph.
  /// - Returns: A tensor `[nodes, batch, channels]`.
  @differentiable(reverse)
  func callAsFunction(_ input: Tensor, _ state: Tensor, along supports: DiffusionSupports) -> Tensor

  /// Returns the next state at the nodes that are observed; at the others, the state as it is.
  ///
  /// - Parameters:
  ///   - input: The input, `[nodes, batch, inputs]`; it has no derivative here.
  ///   - state: The state, `[nodes, batch, channels]`, or `Tensor.zero` at the start.
  ///   - supports: The walks over the graph.
  ///   - observed: 1 where the state jumps and 0 where it stays, `[nodes, batch, 1]`.
  /// - Returns: A tensor `[nodes, batch, channels]`.
  @differentiable(reverse,wrt: (self, state, supports))
  func callAsFunction(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports, where observed: Tensor
  ) -> Tensor
}

extension GraphGRUCell: NodeCell {}

extension GRUCell: NodeCell {
  /// Returns the next state; the graph has no part in it.
  @differentiable(reverse)
  public func callAsFunction(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports
  ) -> Tensor {
    self(input, state)
  }

  /// Returns the next state at the nodes that are observed; the graph has no part in it.
  @differentiable(reverse,wrt: (self, state, supports))
  public func callAsFunction(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports, where observed: Tensor
  ) -> Tensor {
    self(input, state, where: observed)
  }
}
