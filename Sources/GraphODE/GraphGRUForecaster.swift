public import Graphs
public import Layers
public import Tensors

/// An encoder and a decoder of graph GRU cells, which forecasts series at the nodes of a graph.
///
/// The encoder reads the past, a step at a time, from a state of zeros. The decoder starts from its last
/// state and reads its own last prediction beside what is known ahead, such as the time of day; a linear
/// head turns each state into a prediction. Series that were not observed are inputs like others: what to
/// put there, and a channel that says so, are the caller's choice.
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, section 2.3, here with one layer and without scheduled
/// sampling.
public struct GraphGRUForecaster: Parameterized, Equatable, Sendable {
  /// Reads the past, `[nodes, batch, inputs]` a step.
  public var encoder: GraphGRUCell

  /// Reads the last prediction and what is known ahead, `[nodes, batch, 1 + known]` a step.
  public var decoder: GraphGRUCell

  /// Takes the decoder's state to a prediction.
  public var head: Linear

  /// Creates a forecaster of its parts.
  @differentiable(reverse)
  public init(encoder: GraphGRUCell, decoder: GraphGRUCell, head: Linear) {
    self.encoder = encoder
    self.decoder = decoder
    self.head = head
  }

  /// Creates a forecaster with random parameters.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of each step of the past.
  ///   - known: The number of channels that are known ahead.
  ///   - channels: The number of channels of the states.
  ///   - hopCount: The number of hops, as the supports count them.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    inputs: Int, known: Int, channels: Int, hopCount: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    encoder = GraphGRUCell(
      inputs, to: channels, hopCount: hopCount, scalarType: scalarType, using: &generator)
    decoder = GraphGRUCell(
      1 + known, to: channels, hopCount: hopCount, scalarType: scalarType, using: &generator)
    head = Linear(channels, to: 1, scalarType: scalarType, using: &generator)
  }

  /// Returns a prediction `[nodes, batch, 1]` for each step ahead.
  ///
  /// - Parameters:
  ///   - past: The steps of the past, `[nodes, batch, inputs]` each; without derivative.
  ///   - ahead: What is known of each step ahead, `[nodes, batch, known]` each; without derivative.
  ///   - supports: The walks over the graph.
  /// - Returns: The predictions, one a step ahead.
  /// - Precondition: There is a step of the past, and all steps fit nodes and channels.
  @differentiable(reverse,wrt: (self, supports))
  public func callAsFunction(
    past: [Tensor], ahead: [Tensor], along supports: DiffusionSupports
  ) -> [Tensor] {
    var state = encoder(past[0], .zero, along: supports)
    for step in withoutDerivative(at: 1..<past.count) {
      state = encoder(past[step], state, along: supports)
    }
    var predictions: [Tensor] = []
    var last = withoutDerivative(
      at: Tensor.zeros(past[0].shape.replacing(axis: 2, with: 1), scalarType: past[0].scalarType))
    for step in withoutDerivative(at: ahead.indices) {
      state = decoder(concatenated([last, ahead[step]], alongAxis: 2), state, along: supports)
      last = head(state)
      predictions.append(last)
    }
    return predictions
  }

  /// Shows the parameters of encoder, decoder and head to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("encoder", &encoder, gradient.encoder)
    visitor.visit("decoder", &decoder, gradient.decoder)
    visitor.visit("head", &head, gradient.head)
  }
}
