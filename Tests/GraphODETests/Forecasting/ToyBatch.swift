import Graphs
import Tensors
import _TestSupport

@testable import GraphDatasets
@testable import GraphODE

/// Small batches for tests, in float64, so that difference quotients can be formed.
enum ToyBatch {
  static let nodeCount = 4
  static let size = 3

  /// The edges of a directed, weighted graph.
  static let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)]

  /// Returns the walks over the graph, its nodes in a given order.
  static func supports(order: [Int] = [0, 1, 2, 3]) throws -> DiffusionSupports {
    let place = (0..<nodeCount).map { order.firstIndex(of: $0) ?? 0 }
    let graph = try Graph(
      nodeCount: nodeCount, edges: edges.map { (place[$0.0], place[$0.1]) },
      weights: [1, 0.5, 2, 0.7, 0.1], direction: .directed)
    return DiffusionSupports(of: graph, stepCount: 1, scalarType: .float64)
  }

  /// What the batch shows: value, seen, elapsed, and sine and cosine of the time of day.
  static let encoding = InputEncoding(scaler: StandardScaler(mean: 50, standardDeviation: 10))

  /// Returns a batch of three irregular inputs and two targets, some of which are absent.
  static func batch(order: [Int] = [0, 1, 2, 3]) -> ForecastBatch {
    func permuted(_ tensor: Tensor) -> Tensor { tensor.gatheringRows(order) }
    func mask(_ width: Int, _ seed: Int) -> Tensor {
      let numbers = samples([nodeCount, size, width], from: 0, to: 1, seed: seed).elements
      return Tensor(
        shape: [nodeCount, size, width], elements: numbers.map { $0 < 0.7 ? 1 : 0 }, scalarType: .float64)
    }
    return ForecastBatch(
      inputs: (0..<3).map { permuted(samples([nodeCount, size, 5], seed: $0)) },
      observed: (0..<3).map { permuted(mask(1, 10 + $0)) }, inputTimes: [-3.5, -1, 0],
      targetTimes: [1, 2.5],
      targetClock: (0..<2).map { permuted(samples([nodeCount, size, 2], seed: 20 + $0)) },
      targets: permuted(samples([nodeCount, size, 2], from: 30, to: 70, seed: 30)),
      targetPresent: permuted(mask(2, 40)))
  }
}

extension NodeEmbedding {
  /// Puts the nodes into another order.
  mutating func permute(_ order: [Int]) {
    vectors = vectors.gatheringRows(order)
    for index in adjacency.indices {
      adjacency[index].sources = adjacency[index].sources.gatheringRows(order)
      adjacency[index].targets = adjacency[index].targets.gatheringRows(order)
    }
  }
}
