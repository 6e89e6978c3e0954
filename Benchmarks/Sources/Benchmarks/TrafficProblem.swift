import Foundation
import GraphODE

/// Forecasting at the size of a week of readings of 207 sensors in Los Angeles, on a synthetic graph of the
/// same degree: 2016 steps, and so 1395 windows of 12 steps in and 12 out to train on.
struct TrafficProblem {
  static let (nodeCount, stepCount, batchSize, channels) = (207, 2016, 64, 64)

  let graph: Graph
  let windows: ForecastingWindows

  init() throws {
    let nodeCount = Self.nodeCount
    // 1313 pairs of neighbours and 207 self-loops: 2833 entries.
    let far = (0..<1313 - 5 * nodeCount).map { ($0 % nodeCount, ($0 + 6 + $0 % 90) % nodeCount) }
    let near = (0..<5 * nodeCount).map { ($0 % nodeCount, ($0 % nodeCount + 1 + $0 / nodeCount) % nodeCount) }
    let loops = (0..<nodeCount).map { ($0, $0) }
    let edges = near + far + loops
    graph = try Graph(
      nodeCount: nodeCount, edges: edges, weights: edges.indices.map { 0.1 + Double($0 % 9) / 10 },
      duplicates: .sum)
    var generator = RandomGenerator(seed: 0)
    let values = Tensor(
      normalWithMean: 58, deviation: 13, shape: [Self.stepCount * nodeCount], scalarType: .float32,
      using: &generator)
    let series = try SensorSeries(
      quantity: .speed, sensors: (0..<nodeCount).map { "\($0)" },
      times: .regular(
        stepCount: Self.stepCount, interval: 300, from: LocalTime(secondsSinceEpoch: 0)),
      values: values.elements.map { Float($0) }, present: values.elements.map { $0 < 76 },
      path: "readings")
    windows = try ForecastingWindows(over: series, called: "readings")
  }

  /// The walks of two steps, which the recurrent model's cells see.
  var supports: DiffusionSupports { DiffusionSupports(of: graph, stepCount: 2) }

  /// An encoder and a decoder of graph GRU cells.
  func graphGRU() -> RecurrentForecaster<GraphGRUCell> {
    var generator = RandomGenerator(seed: 0)
    return RecurrentForecaster(
      along: supports, seeing: windows.encoding, channels: Self.channels, layerCount: 1,
      using: &generator)
  }

  /// States that flow between observations and jump at each, of the same width.
  func hybrid(gradient: GradientMethod) -> GCDEGRU {
    var settings = GCDEGRUSettings()
    settings.channels = Self.channels
    settings.solver.gradient = gradient
    var generator = RandomGenerator(seed: 0)
    return GCDEGRU(over: graph, seeing: windows.encoding, settings: settings, using: &generator)
  }

  /// A state of all nodes and windows.
  var state: Tensor {
    var generator = RandomGenerator(seed: 1)
    return Tensor(
      normalWithMean: 0, deviation: 1, shape: [Self.nodeCount, Self.batchSize, Self.channels],
      scalarType: .float32, using: &generator)
  }
}

/// Steps of training on a problem: the batch, the loss, its gradient and the update.
struct TrafficTraining<Model: Forecaster & Sendable> {
  let task: ForecastingTask<Model>
  var model: Model
  var optimizer = Optimizer(.adam(epsilon: 1e-6), learningRate: 3e-3)
  var generator = RandomGenerator(seed: 2)

  init(_ model: Model, on problem: TrafficProblem) {
    self.model = model
    task = ForecastingTask(
      windows: problem.windows, batchSize: TrafficProblem.batchSize, seed: 0)
  }

  mutating func step(_ batch: Int, epoch: Int = 1) {
    let step = task.step(model, batch: batch, epoch: epoch, using: &generator)
    optimizer.update(&model, along: step.gradient)
  }
}
