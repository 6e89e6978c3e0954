import GraphODE

extension Benchmark {
  /// Matrix products at the sizes of Cora: 2708 papers, about four citations each.
  static let products = [16, 64].map(sparseProduct) + [16, 64].map(denseProduct)

  /// Adds the product of a graph's operator and a state to a dense state.
  private static func sparseProduct(channels: Int) -> Benchmark {
    Benchmark(name: "y += A x, sparse, 2708 nodes of 4 neighbours, \(channels) channels") {
      let nodeCount = 2708
      // Far apart in memory, as neighbours in a citation graph are.
      let edges = (0..<2 * nodeCount).map { edge in (edge % nodeCount, (edge * 797 + 13) % nodeCount) }
      let graph = try Graph(
        nodeCount: nodeCount, edges: edges, duplicates: .sum, selfLoops: .remove)
      let adjacency = graph.operator(normalised: .symmetric(selfLoopWeight: 1))
      let state = Tensor.ones([nodeCount, channels])
      return {
        var accumulator = Tensor.zeros(like: state)
        adjacency.accumulateProduct(of: state, into: &accumulator)
      }
    }
  }

  /// Multiplies dense states by a layer's weight.
  private static func denseProduct(channels: Int) -> Benchmark {
    Benchmark(name: "X W, dense, [2708, \(channels)] by [\(channels), \(channels)]") {
      let state = Tensor.ones([2708, channels])
      let weight = Tensor.ones([channels, channels])
      return { _ = matmul(state, weight) }
    }
  }
}
