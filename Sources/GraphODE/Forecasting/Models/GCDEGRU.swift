public import GraphDatasets
public import Graphs
public import Integrators
public import Layers
public import Tensors
import VectorFields

/// A hybrid neural graph differential equation: states flow over a graph between observations, jump at each,
/// and are read off a free flow behind the last.
///
/// The flow is that of a `GatedDiffusionField`, the jump a graph-convolutional GRU at the nodes that are
/// observed, and the time that elapses between observations drives the flow, however irregular it is. A
/// small embedding tells nodes apart, in jump, field and read-out.
///
/// Reference: M. Poli, S. Massaroli, J. Park, A. Yamashita, H. Asama and J. Park, "Graph Neural Ordinary
/// Differential Equations", 2019, GCDE-GRU; field, embeddings and read-out are our own choice.
public struct GCDEGRU: Forecaster, Sendable {
  /// What tells nodes apart.
  public var nodes: NodeEmbedding

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
    let width = settings.channels
    nodes = NodeEmbedding(
      nodeCount: graph.nodeCount, channels: settings.embeddingChannels,
      adjacencyRank: settings.adjacencyRank, scalarType: scalarType, using: &generator)
    jumpSupports = DiffusionSupports(of: graph, stepCount: settings.jumpSteps, scalarType: scalarType)
    fieldSupports = DiffusionSupports(of: graph, stepCount: settings.fieldSteps, scalarType: scalarType)
    jump = GraphGRUCell(
      encoding.channels.count + nodes.channelCount, to: width,
      hopCount: nodes.hopCount(along: jumpSupports), scalarType: scalarType, using: &generator)
    var field = DiffusionConvolution(
      width, to: 2 * width, hopCount: nodes.hopCount(along: fieldSupports), scalarType: scalarType,
      using: &generator)
    // Slow gates to begin with: the state is kept.
    field.bias = concatenated(
      [
        Tensor(repeating: -1, shape: [width], scalarType: scalarType),
        Tensor.zeros([width], scalarType: scalarType),
      ], alongAxis: 0)
    self.field = field
    fieldOffset = Linear(
      nodes.channelCount, to: 2 * width, bias: .absent, scalarType: scalarType, using: &generator)
    readout = ForecastReadout(
      channels: width, clockChannels: encoding.channels.clockCount,
      embeddingChannels: nodes.channelCount, hiddenChannels: settings.readoutChannels, scalarType: scalarType,
      using: &generator)
    solver = settings.solver
    forecastsChanges = settings.forecastsChanges
  }

  /// Returns forecasts for the target times of a batch.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(_ batch: ForecastBatch, guidedBy guidance: ForecastGuidance) -> Forecast {
    let times = withoutDerivative(at: FlowTimes(batch))
    let vectors = nodes.repeated(batchSize: withoutDerivative(at: batch.size))
    let update = GraphGRUUpdate(jump, embedding: vectors, along: nodes.beside(jumpSupports))
    let flow = GatedDiffusionField(
      field, offset: fieldOffset(nodes.vectors), along: nodes.beside(fieldSupports))
    let start = withoutDerivative(
      at: Tensor.zeros(
        [batch.nodeCount, batch.size, jump.channelCount], scalarType: batch.targets.scalarType))
    let encoded = solve(
      flow, from: start, observing: times.observations, after: times.untilObservations, by: update,
      with: solver)
    let forecast = solve(flow, from: encoded.end, readAfter: times.untilTargets, with: solver)
    let hidden = readout.embedding(vectors)
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

  /// Shows the parameters of all parts to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("nodes", &nodes, gradient.nodes)
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
  ///
  /// The gradient keeps the state of each step, which is one for each interval here. With many steps between
  /// observations `.recomputed()` keeps that of each observation only, for a quarter more time.
  public var solver = Solver(.midpoint, .stepSize(1))

  /// Creates the standard settings.
  public init() {}
}
