import GraphODE

extension Benchmark {
  /// Matrix products at the sizes of Cora, 2708 papers and about four citations each, beside the same work
  /// as a call of its own to the library below.
  static let products =
    [16, 64].flatMap { channels in [sparseProduct(channels), bareSparseProduct(channels)] }
    + [16, 64].flatMap { channels in [denseProduct(channels), bareDenseProduct(channels)] }

  private static let nodeCount = 2708

  // MARK: - Sparse products

  /// Adds the product of a graph's operator and a state to a dense state.
  private static func sparseProduct(_ channels: Int) -> Benchmark {
    Benchmark(name: "\(sparseName) \(channels) channels") {
      let adjacency = try adjacency()
      let state = Tensor.ones([nodeCount, channels])
      return {
        var accumulator = Tensor.zeros(like: state)
        adjacency.accumulateProduct(of: state, into: &accumulator)
      }
    }
  }

  private static func bareSparseProduct(_ channels: Int) -> Benchmark {
    Benchmark(name: "\(sparseName) \(channels) channels, bare GrB_mxm") {
      let product = BareSparseProduct(try adjacency().matrix, channels: channels)
      return { product.run() }
    }
  }

  private static let sparseName = "y += A x, sparse, \(nodeCount) nodes of 4 neighbours,"

  private static func adjacency() throws -> GraphOperator {
    // Far apart in memory, as neighbours in a citation graph are.
    let edges = (0..<2 * nodeCount).map { edge in (edge % nodeCount, (edge * 797 + 13) % nodeCount) }
    let graph = try Graph(nodeCount: nodeCount, edges: edges, duplicates: .sum, selfLoops: .remove)
    return graph.operator(normalised: .symmetric(selfLoopWeight: 1))
  }

  // MARK: - Dense products

  /// Multiplies dense states by a layer's weight.
  private static func denseProduct(_ channels: Int) -> Benchmark {
    Benchmark(name: denseName(channels)) {
      let state = Tensor.ones([nodeCount, channels])
      let weight = Tensor.ones([channels, channels])
      return { _ = matmul(state, weight) }
    }
  }

  private static func bareDenseProduct(_ channels: Int) -> Benchmark {
    Benchmark(name: "\(denseName(channels)), bare cblas_sgemm") {
      var product = BareDenseProduct(rows: nodeCount, channels: channels)
      return { product.run() }
    }
  }

  private static func denseName(_ channels: Int) -> String {
    "X W, dense, [\(nodeCount), \(channels)] by [\(channels), \(channels)]"
  }
}
