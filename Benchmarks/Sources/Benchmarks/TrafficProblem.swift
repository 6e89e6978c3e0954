import GraphODE

/// Forecasting at the size of a road network of Los Angeles: 207 sensors, 64 windows a batch, 12 steps
/// of the past and 12 ahead, on a synthetic graph of the same degree.
struct TrafficProblem {
  static let (nodeCount, batch, steps, channels) = (207, 64, 12, 64)

  let graph: Graph
  let past: [Tensor]
  let ahead: [Tensor]
  let targets: [Tensor]
  let seen: [Tensor]

  /// Scaled values times `deviation` plus `mean` are speeds in miles per hour.
  let mean = 58.0
  let deviation = 13.0

  init(graph: Graph, past: [Tensor], ahead: [Tensor], targets: [Tensor], seen: [Tensor]) {
    self.graph = graph
    self.past = past
    self.ahead = ahead
    self.targets = targets
    self.seen = seen
  }

  /// Creates a batch of random numbers.
  init() throws {
    let (nodeCount, batch) = (Self.nodeCount, Self.batch)
    // 1313 pairs of neighbours and 207 self-loops: 2833 entries.
    let far = (0..<1313 - 5 * nodeCount).map { ($0 % nodeCount, ($0 + 6 + $0 % 90) % nodeCount) }
    let near = (0..<5 * nodeCount).map { ($0 % nodeCount, ($0 % nodeCount + 1 + $0 / nodeCount) % nodeCount) }
    let loops = (0..<nodeCount).map { ($0, $0) }
    let edges = near + far + loops
    graph = try Graph(
      nodeCount: nodeCount, edges: edges, weights: edges.indices.map { 0.1 + Double($0 % 9) / 10 },
      duplicates: .sum)
    var generator = RandomGenerator(seed: 0)
    func steps(_ channels: Int) -> [Tensor] {
      (0..<Self.steps).map { _ in
        Tensor(
          normalWithMean: 0, deviation: 1, shape: [nodeCount, batch, channels], scalarType: .float32,
          using: &generator)
      }
    }
    past = steps(4)
    ahead = steps(2)
    targets = steps(1).map { $0 * 13.0 + 58.0 }
    seen = steps(1).map { Tensor(shape: $0.shape, elements: $0.elements.map { $0 < 1.4 ? 1.0 : 0 }) }
  }

  /// A state of all nodes and windows.
  var state: Tensor {
    var generator = RandomGenerator(seed: 1)
    return Tensor(
      normalWithMean: 0, deviation: 1, shape: [Self.nodeCount, Self.batch, Self.channels],
      scalarType: .float32, using: &generator)
  }

  /// Returns the mean absolute error over what was seen, in the units of the targets.
  @differentiable(reverse,wrt: predictions)
  func maskedError(_ predictions: [Tensor]) -> Double {
    var sum = Tensor(0)
    for step in withoutDerivative(at: predictions.indices) {
      let error = abs(predictions[step] * deviation + mean - targets[step]) * seen[step]
      sum = sum + error.sum()
    }
    return sum.scalar / withoutDerivative(at: seen.reduce(0) { $0 + $1.sum().scalar })
  }
}
