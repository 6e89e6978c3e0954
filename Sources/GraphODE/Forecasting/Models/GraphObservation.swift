public import Graphs
public import Integrators
public import Layers
public import Tensors

/// What is seen at one time: readings with whatever goes with them, and where they are.
public struct GraphObservation: Sendable {
  /// The readings, `[nodes, batch, channels]`.
  public let input: Tensor

  /// Where there is a reading, `[nodes, batch, 1]`: 1 there, else 0.
  public let observed: Tensor

  /// Creates an observation.
  public init(input: Tensor, observed: Tensor) {
    self.input = input
    self.observed = observed
  }
}

/// A jump of node states where they are observed, by a graph-convolutional GRU.
///
/// Nodes that are not observed stay as they are, to the last bit.
public struct GraphGRUUpdate: ObservationUpdate, Sendable {
  /// The cell, which reads the observation and the embedding.
  public var cell: GraphGRUCell

  /// What tells nodes apart, `[nodes, batch, channels]`.
  public var embedding: Tensor

  /// The walks over the graph.
  public var supports: DiffusionSupports

  /// Creates an update from its parts.
  @differentiable(reverse)
  public init(_ cell: GraphGRUCell, embedding: Tensor, along supports: DiffusionSupports) {
    self.cell = cell
    self.embedding = embedding
    self.supports = supports
  }

  /// Returns the states behind an observation, `[nodes, batch, channels]`.
  @differentiable(reverse,wrt: (self, state))
  public func callAsFunction(_ state: Tensor, observing observation: GraphObservation) -> Tensor {
    cell(
      concatenated([observation.input, embedding], alongAxis: 2), state, along: supports,
      where: observation.observed)
  }
}
