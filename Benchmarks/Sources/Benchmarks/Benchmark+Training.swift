import CGraphBLAS
import GraphODE

extension Benchmark {
  /// A training step of CGNN on Cora as the example takes it, beside the products it is made of.
  ///
  /// Cora is looked for in `GRAPHODE_DATA`, or else in the user's cache folder.
  static let training = [
    Benchmark(name: "Cora, bare GrB_mxm of the adjacency") {
      let (data, recipe) = try problem(.cgnn)
      return bareProduct(recipe.adjacency(of: data.graph).matrix, channels: recipe.channels)
    },
    Benchmark(name: "Cora, sparse product of the adjacency alone") {
      let (data, recipe) = try problem(.cgnn)
      let adjacency = recipe.adjacency(of: data.graph)
      let state = Tensor.ones([data.nodeCount, recipe.channels])
      var accumulator = state
      return { adjacency.accumulateProduct(of: state, into: &accumulator) }
    },
    Benchmark(name: "Cora, sparse product of the features alone") {
      let (data, recipe) = try problem(.cgnn)
      let weight = Tensor.ones([data.featureCount, recipe.channels])
      var accumulator = Tensor.ones([data.nodeCount, recipe.channels])
      return { data.features.accumulateProduct(of: weight, into: &accumulator) }
    },
    Benchmark(name: "Cora, epoch of cgnn") { try epoch(.cgnn) { $0.network } },
    Benchmark(name: "Cora, epoch of cgnn-paper") { try epoch(.cgnnPaper) { $0.network } },
    Benchmark(name: "Cora, epoch of cgnn-weighted") { try epoch(.cgnnWeighted) { $0.mixingNetwork } },
  ]

  /// Returns a call of GraphBLAS that the library has no part in.
  private static func bareProduct(_ matrix: SparseMatrix, channels: Int) -> () -> Void {
    // The library starts GraphBLAS with its first product.
    _ = matrix(Tensor.ones([matrix.columnCount, channels]))
    var product = bare_product()
    let status = bare_product_make(
      &product, UInt64(matrix.rowCount), UInt64(matrix.columnCount), UInt64(channels),
      matrix.pattern.rowOffsets.map(UInt64.init), matrix.pattern.columnIndices.map(UInt64.init),
      matrix.values.floats)
    precondition(status == 0, "GraphBLAS reports status \(status).")
    return { [product] in
      withUnsafePointer(to: product) { _ = bare_product_run($0) }
    }
  }

  /// How a recipe builds a network.
  private typealias Builder<Flow: GraphFlow> = (Graph, Int, Int, inout RandomGenerator) ->
    NodeClassificationNetwork<Flow>

  private static func problem(_ variant: CGNNVariant) throws -> (NodeClassificationData, CGNNRecipe) {
    (try NodeClassificationData.cora().rowNormalised(), CGNNRecipe(variant, dataset: "cora"))
  }

  /// Returns a training step: dropout, solve, loss, gradient and update, without evaluation.
  private static func epoch<Flow: GraphFlow>(
    _ variant: CGNNVariant, _ builder: (CGNNRecipe) -> Builder<Flow>
  ) throws -> () -> Void {
    let (data, recipe) = try problem(variant)
    var generator = RandomGenerator(seed: 0)
    var network = builder(recipe)(data.graph, data.featureCount, data.classCount, &generator)
    var optimizer = recipe.optimizer
    let task = NodeClassificationTask<Flow>(data: data, inputDropout: recipe.inputDropout)
    return {
      let step = task.step(network, batch: 0, epoch: 1, using: &generator)
      optimizer.update(&network, along: step.gradient)
    }
  }
}
