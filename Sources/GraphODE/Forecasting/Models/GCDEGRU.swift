public import GraphDatasets
public import Graphs
public import Integrators
public import Layers
public import Tensors
import VectorFields

/// A hybrid neural graph differential equation: states flow over a graph between observations, jump at each,
/// and are read off a free flow behind the last.
///
/// The flow is that of a ``GatedDiffusionField``, the jump a graph-convolutional GRU at the nodes that are
/// observed, and the time that elapses between observations drives the flow, however irregular it is. A
/// small embedding tells nodes apart, in jump, field and read-out.
///
/// Reference: M. Poli, S. Massaroli, J. Park, A. Yamashita, H. Asama and J. Park, "Graph Neural Ordinary
/// Differential Equations", 2019, GCDE-GRU; field, embeddings and read-out are our own choice.
public struct GCDEGRU: Forecaster, Sendable {
  /// The embeddings of the nodes, `[nodes, embeddingChannels]`.
  public var embedding: Tensor

  /// A learned adjacency beside the walks over the graph: one, or none.
  public var adjacency: [LearnedAdjacency]

  /// The jump at an observation.
  public var jump: GraphGRUCell

  /// The convolution of the field.
  public var field: DiffusionConvolution

  /// What the embedding adds to the field's gates and targets.
  public var fieldOffset: Linear

  /// The read-out of forecasts.
  public var readout: ForecastReadout

  /// The walks over the graph along which observations spread.
  @noDerivative public let jumpSupports: DiffusionSupports

  /// The walks over the graph along which states flow.
  @noDerivative public let fieldSupports: DiffusionSupports

  /// How the flow is solved, in intervals of the series.
  @noDerivative public let solver: Solver

  /// Whether forecasts are changes of the last reading.
  @noDerivative public let forecastsChanges: Bool

  /// Creates a model with random parameters.
  ///
  /// - Parameters:
  ///   - graph: The graph, directed and weighted.
  ///   - encoding: What the model sees of readings.
  ///   - settings: The sizes and the solver.
  ///   - scalarType: The number format of parameters and batches.
  ///   - generator: The source of random numbers.
  public init(
    over graph: Graph, seeing encoding: InputEncoding, settings: GCDEGRUSettings,
    scalarType: ScalarType = .float32, using generator: inout RandomGenerator
  ) {
    let (width, embeddingCount) = (settings.channels, settings.embeddingChannels)
    embedding = Tensor(
      normalWithMean: 0, deviation: 0.1, shape: [graph.nodeCount, embeddingCount],
      scalarType: scalarType, using: &generator)
    adjacency =
      settings.adjacencyRank > 0
      ? [
        LearnedAdjacency(
          nodeCount: graph.nodeCount, rank: settings.adjacencyRank, scalarType: scalarType,
          using: &generator)
      ]
      : []
    jumpSupports = DiffusionSupports(of: graph, stepCount: settings.jumpSteps, scalarType: scalarType)
    fieldSupports = DiffusionSupports(of: graph, stepCount: settings.fieldSteps, scalarType: scalarType)
    let learned = adjacency.count
    jump = GraphGRUCell(
      encoding.channels.count + embeddingCount, to: width,
      hopCount: jumpSupports.hopCount + learned * settings.jumpSteps, scalarType: scalarType,
      using: &generator)
    var field = DiffusionConvolution(
      width, to: 2 * width, hopCount: fieldSupports.hopCount + learned * settings.fieldSteps,
      scalarType: scalarType, using: &generator)
    // Slow gates to begin with: the state is kept.
    field.bias = concatenated(
      [
        Tensor(repeating: -1, shape: [width], scalarType: scalarType),
        Tensor.zeros([width], scalarType: scalarType),
      ], alongAxis: 0)
    self.field = field
    fieldOffset = Linear(
      embeddingCount, to: 2 * width, bias: .absent, scalarType: scalarType, using: &generator)
    readout = ForecastReadout(
      channels: width, clockChannels: encoding.channels.clockCount,
      embeddingChannels: embeddingCount, hiddenChannels: settings.readoutChannels, scalarType: scalarType,
      using: &generator)
    solver = settings.solver
    forecastsChanges = settings.forecastsChanges
  }

  /// Returns forecasts for the target times of a batch.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(_ batch: ForecastBatch, guidedBy guidance: ForecastGuidance) -> Forecast {
    let times = withoutDerivative(at: FlowTimes(batch))
    let nodes = repeated(embedding, times: withoutDerivative(at: batch.size))
    let update = GraphGRUUpdate(jump, embedding: nodes, along: learned(jumpSupports))
    let flow = GatedDiffusionField(
      field, offset: fieldOffset(embedding), along: learned(fieldSupports))
    let start = withoutDerivative(
      at: Tensor.zeros(
        [batch.nodeCount, batch.size, jump.channelCount], scalarType: batch.targets.scalarType))
    let encoded = solve(
      flow, from: start, observing: times.observations, after: times.untilObservations, by: update,
      with: solver)
    let forecast = solve(flow, from: encoded.end, readAfter: times.untilTargets, with: solver)
    let hidden = readout.embedding(nodes)
    var values: [Tensor] = []
    for step in withoutDerivative(at: times.moments.indices) {
      values.append(
        readout(
          forecast.arrivals[step], at: withoutDerivative(at: times.moments[step]), of: hidden,
          from: withoutDerivative(at: forecastsChanges ? times.last : .zero)))
    }
    return Forecast(
      values: concatenated(values, alongAxis: 2),
      statistics: withoutDerivative(at: encoded.statistics + forecast.statistics))
  }

  /// Returns walks with the learned adjacency beside them, if there is one.
  @differentiable(reverse)
  private func learned(_ supports: DiffusionSupports) -> DiffusionSupports {
    adjacency.isEmpty ? supports : supports.adding(learnedAdjacency: adjacency[0]())
  }

  /// Shows the parameters of all parts to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("embedding", &embedding, gradient.embedding)
    visitor.visit("adjacency", &adjacency, gradient.adjacency)
    visitor.visit("jump", &jump, gradient.jump)
    visitor.visit("field", &field, gradient.field)
    visitor.visit("fieldOffset", &fieldOffset, gradient.fieldOffset)
    visitor.visit("readout", &readout, gradient.readout)
  }
}

/// The sizes of a ``GCDEGRU``, and how its flow is solved.
public struct GCDEGRUSettings: Sendable {
  /// The number of channels of the state.
  public var channels = 32

  /// The number of channels of a node's embedding.
  public var embeddingChannels = 8

  /// The number of channels between the layers of the read-out.
  public var readoutChannels = 64

  /// The number of steps that observations spread over the graph.
  public var jumpSteps = 2

  /// The number of steps over the graph that velocities depend on.
  public var fieldSteps = 1

  /// The rank of the learned adjacency, 0 for none.
  public var adjacencyRank = 0

  /// Whether forecasts are changes of the last reading, rather than readings by themselves.
  public var forecastsChanges = true

  /// How the flow is solved, in intervals of the series.
  public var solver = Solver(.euler, .stepSize(1))

  /// Creates the standard settings.
  public init() {}
}

/// Returns each row of a matrix `[rows, columns]` a number of times, `[rows, times, columns]`.
@differentiable(reverse,wrt: matrix)
func repeated(_ matrix: Tensor, times: Int) -> Tensor {
  let shape = withoutDerivative(at: matrix.shape)
  return matrix.gatheringRows(withoutDerivative(at: (0..<shape[0] * times).map { $0 / times }))
    .reshaped(to: withoutDerivative(at: [shape[0], times, shape[1]]))
}
