public import GraphDatasets
public import Graphs
public import Layers
public import Tensors

extension RecurrentForecaster where Cell == GraphGRUCell {
  /// Creates a model with random parameters whose cells see the graph: DCRNN.
  ///
  /// - Parameters:
  ///   - supports: The walks over the graph.
  ///   - encoding: What the model sees of readings.
  ///   - channels: The number of channels of each layer's state.
  ///   - layerCount: The number of layers of encoder and decoder each.
  ///   - embeddingChannels: The number of channels by which nodes are told apart, 0 for none.
  ///   - adjacencyRank: The rank of the learned adjacency beside the walks, 0 for none.
  ///   - generator: The source of random numbers.
  public init(
    along supports: DiffusionSupports, seeing encoding: InputEncoding, channels: Int,
    layerCount: Int = 2, embeddingChannels: Int = 0, adjacencyRank: Int = 0,
    using generator: inout RandomGenerator
  ) {
    let nodes = NodeEmbedding(
      nodeCount: supports.nodeCount, channels: embeddingChannels, adjacencyRank: adjacencyRank,
      scalarType: supports.scalarType, using: &generator)
    self.init(
      nodes, along: supports, seeing: encoding, channels: channels, layerCount: layerCount,
      using: &generator
    ) { inputs, generator in
      GraphGRUCell(
        inputs, to: channels, hopCount: nodes.hopCount(along: supports), scalarType: supports.scalarType,
        using: &generator)
    }
  }
}

extension RecurrentForecaster where Cell == GRUCell {
  /// Creates a model with random parameters whose cells are shared by all nodes and see no graph.
  ///
  /// - Parameters:
  ///   - supports: The walks over the graph, which have no part in the forecasts.
  ///   - encoding: What the model sees of readings.
  ///   - channels: The number of channels of each layer's state.
  ///   - layerCount: The number of layers of encoder and decoder each.
  ///   - generator: The source of random numbers.
  public init(
    along supports: DiffusionSupports, seeing encoding: InputEncoding, channels: Int,
    layerCount: Int = 2, using generator: inout RandomGenerator
  ) {
    self.init(
      .none, along: supports, seeing: encoding, channels: channels, layerCount: layerCount,
      using: &generator
    ) { inputs, generator in
      GRUCell(inputs, to: channels, scalarType: supports.scalarType, using: &generator)
    }
  }
}

extension RecurrentForecaster {
  private init(
    _ nodes: NodeEmbedding, along supports: DiffusionSupports, seeing encoding: InputEncoding,
    channels: Int, layerCount: Int, using generator: inout RandomGenerator,
    cell: (Int, inout RandomGenerator) -> Cell
  ) {
    precondition(layerCount > 0, "A recurrent model of \(layerCount) layers has no state.")
    func cells(_ inputs: Int, _ generator: inout RandomGenerator) -> [Cell] {
      (0..<layerCount).map { cell($0 == 0 ? inputs : channels, &generator) }
    }
    let encoder = cells(encoding.channels.count + nodes.channelCount, &generator)
    let decoder = cells(encoding.channels.clockCount + 2 + nodes.channelCount, &generator)
    self.init(
      nodes: nodes, encoder: encoder, decoder: decoder,
      output: Linear(channels, to: 1, scalarType: supports.scalarType, using: &generator),
      along: supports)
  }
}
