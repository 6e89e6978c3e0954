public import GraphDatasets
public import Graphs
public import Layers
import Tensors

/// A recurrent encoder and decoder: the discrete models that continuous ones are compared with.
///
/// Layers of cells take the input steps in; their states are those that the decoder starts from. It is fed
/// its own last forecast, 0 before the first, with the clock of the next target and the time to it, and reads
/// the forecast off its last layer. With `GraphGRUCell` it is DCRNN, with `GRUCell` a recurrent network
/// that all nodes share and that sees no graph.
///
/// Nodes may have embeddings of their own and a learned adjacency, as ``GCDEGRU`` has, so that what a flow
/// brings can be told from what they bring.
///
/// What is missing of an input, and since when, is for its channels to say.
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, section 2.3, whose decoder sees no clock.
public struct RecurrentForecaster<Cell: NodeCell>: Forecaster {
  /// What tells nodes apart.
  public var nodes: NodeEmbedding

  /// The encoder's cells, the first one nearest to the inputs.
  public var encoder: [Cell]

  /// The decoder's cells, as many, with states of as many channels.
  public var decoder: [Cell]

  /// Reads a forecast off the state of the decoder's last cell.
  public var output: Linear

  /// The walks over the graph.
  @noDerivative public let supports: DiffusionSupports

  /// Creates a model from its parts.
  ///
  /// - Precondition: There is a layer, and the decoder has as many as the encoder.
  @differentiable(reverse)
  public init(
    nodes: NodeEmbedding = .none, encoder: [Cell], decoder: [Cell], output: Linear,
    along supports: DiffusionSupports
  ) {
    precondition(
      !encoder.isEmpty && encoder.count == decoder.count,
      "An encoder of \(encoder.count) layers does not fit a decoder of \(decoder.count).")
    self.nodes = nodes
    self.encoder = encoder
    self.decoder = decoder
    self.output = output
    self.supports = supports
  }

  /// Returns forecasts for the target times of a batch.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(_ batch: ForecastBatch, guidedBy guidance: ForecastGuidance) -> Forecast {
    let walks = nodes.beside(supports)
    let vectors = nodes.repeated(batchSize: withoutDerivative(at: batch.size))
    let states = encodedStates(
      withoutDerivative(at: batch.inputs), of: vectors, by: encoder, along: walks)
    let steps = withoutDerivative(at: DecoderSteps(batch, guidance))
    return Forecast(
      values: decodedForecasts(steps, of: vectors, from: states, by: decoder, output, along: walks))
  }

  /// Shows the parameters of nodes, encoder, decoder and output to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("nodes", &nodes, gradient.nodes)
    visitor.visit("encoder", &encoder, gradient.encoder)
    visitor.visit("decoder", &decoder, gradient.decoder)
    visitor.visit("output", &output, gradient.output)
  }
}

extension RecurrentForecaster: Sendable where Cell: Sendable {}

/// What a decoder is told at each target step.
struct DecoderSteps {
  /// The clock of the target and the time since the one before, in input windows: `[nodes, batch, clock + 1]`.
  let moments: [Tensor]

  /// What stands in for the forecast before a step, or `Tensor.zero` where that itself does.
  let fed: [Tensor]

  init(_ batch: ForecastBatch, _ guidance: ForecastGuidance) {
    let window = Double(max(batch.inputTimes.count, 1))
    let column = batch.observed[0].shape
    moments = zip(batch.targetClock, zip(batch.targetTimes, [0] + batch.targetTimes)).map { clock, times in
      let elapsed = Tensor(
        repeating: (times.0 - times.1) / window, shape: column, scalarType: clock.scalarType)
      return concatenated([clock, elapsed], alongAxis: 2)
    }
    let start = Tensor.zeros(column, scalarType: batch.targets.scalarType)
    let truths = guidance.truths.isEmpty ? moments.map { _ in Tensor.zero } : guidance.truths
    precondition(
      truths.count == moments.count,
      "There are truths for \(truths.count) targets, but \(moments.count) to forecast.")
    fed = [start] + truths.dropLast()
  }
}

/// Returns the states of all layers behind the last input, each `[nodes, batch, channels]`.
///
/// Encoder and decoder are free functions, since loops in methods of generic types cannot be differentiated
/// together with what calls them (rule C).
@differentiable(reverse,wrt: (vectors, cells, supports))
func encodedStates<Cell: NodeCell>(
  _ inputs: [Tensor], of vectors: Tensor, by cells: [Cell], along supports: DiffusionSupports
) -> [Tensor] {
  var states: [Tensor] = []
  for step in withoutDerivative(at: inputs.indices) {
    let isFirst = step == 0
    var next: [Tensor] = []
    for layer in withoutDerivative(at: cells.indices) {
      let state = isFirst ? Tensor.zero : states[layer]
      let input = layer == 0 ? joined(inputs[step], vectors) : next[layer - 1]
      next.append(cells[layer](input, state, along: supports))
    }
    states = next
  }
  return states
}

/// Returns forecasts for all target steps, `[nodes, batch, targets]`.
@differentiable(reverse,wrt: (vectors, states, cells, output, supports))
func decodedForecasts<Cell: NodeCell>(
  _ steps: DecoderSteps, of vectors: Tensor, from states: [Tensor], by cells: [Cell], _ output: Linear,
  along supports: DiffusionSupports
) -> Tensor {
  var states = states
  var forecasts: [Tensor] = []
  let last = withoutDerivative(at: cells.count - 1)
  for step in withoutDerivative(at: steps.moments.indices) {
    let isFed = !withoutDerivative(at: steps.fed[step]).isShapelessZero
    let before = isFed ? steps.fed[step] : forecasts[step - 1]
    let input = joined(concatenated([before, steps.moments[step]], alongAxis: 2), vectors)
    var next: [Tensor] = []
    for layer in withoutDerivative(at: cells.indices) {
      next.append(cells[layer](layer == 0 ? input : next[layer - 1], states[layer], along: supports))
    }
    states = next
    forecasts.append(output(next[last]))
  }
  return concatenated(forecasts, alongAxis: 2)
}
