public import Graphs
public import Integrators
public import Layers
public import Tensors

/// A jump of node states by a recurrent cell, at the nodes that are observed.
///
/// The others stay as they are, to the last bit; so do all of them where nothing is observed. The cell sees no
/// input of a node that is not observed: its channels are multiplied by 0, so that they may hold any
/// finite number.
public struct CellUpdate<Cell: NodeCell>: ObservationUpdate {
  /// What is seen at one time: readings with whatever goes with them, `[nodes, batch, channels]`, and where
  /// they are, `[nodes, batch, 1]`: 1 there, else 0.
  public typealias Observation = (input: Tensor, observed: Tensor)

  /// The cell.
  public var cell: Cell

  /// The walks over the graph.
  public var supports: DiffusionSupports

  /// Creates an update of a cell and the walks that it looks along.
  @differentiable(reverse)
  public init(_ cell: Cell, along supports: DiffusionSupports) {
    self.cell = cell
    self.supports = supports
  }

  /// Returns the states behind an observation, `[nodes, batch, channels]`.
  @differentiable(reverse,wrt: (self, state))
  public func callAsFunction(
    _ state: Tensor, observing observation: (input: Tensor, observed: Tensor)
  ) -> Tensor {
    cell(
      withoutDerivative(at: observation.input * observation.observed), state, along: supports,
      where: observation.observed)
  }
}
