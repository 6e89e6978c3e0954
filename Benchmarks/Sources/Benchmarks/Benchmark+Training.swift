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
    Benchmark(name: "Cora, first layer without dropout") {
      let parts = try StepParts()
      return { _ = parts.encoder(parts.data.features) }
    },
    Benchmark(name: "Cora, first layer with dropout, mask and all") {
      let parts = try StepParts()
      var generator = RandomGenerator(seed: 0)
      return {
        let mask = parts.dropout.mask(entriesOf: parts.data.features, using: &generator)
        _ = parts.encoder(parts.data.features, keeping: mask)
      }
    },
    Benchmark(name: "Cora, gradient of the first layer with dropout") {
      let parts = try StepParts()
      let pullback = parts.firstLayerPullback
      return { _ = pullback(parts.state) }
    },
    Benchmark(name: "Cora, activation and last layer") {
      let parts = try StepParts()
      return { _ = parts.decoder(relu(parts.state)) }
    },
    Benchmark(name: "Cora, gradient of activation and last layer") {
      let parts = try StepParts()
      let pullback = parts.lastLayerPullback
      let gradient = parts.lossGradient(at: parts.decoder(relu(parts.state)))
      return { _ = pullback(gradient) }
    },
    Benchmark(name: "Cora, loss and its gradient") {
      let parts = try StepParts()
      let logits = parts.decoder(parts.state)
      return { _ = parts.lossGradient(at: logits) }
    },
    Benchmark(name: "Cora, optimizer update") {
      let (data, recipe) = try problem(.cgnn)
      var generator = RandomGenerator(seed: 0)
      var network = recipe.network(
        on: data.graph, featureCount: data.featureCount, classCount: data.classCount, using: &generator)
      var optimizer = recipe.optimizer
      let task = NodeClassificationTask<CGNNFlow>(data: data, inputDropout: recipe.inputDropout)
      let step = task.step(network, batch: 0, epoch: 1, using: &generator)
      return { optimizer.update(&network, along: step.gradient) }
    },
    Benchmark(name: "Cora, epoch of cgnn but for its solve") {
      try epoch(.cgnn, endTime: 0) { $0.network }
    },
    Benchmark(name: "Cora, epoch of cgnn") { try epoch(.cgnn) { $0.network } },
    Benchmark(name: "Cora, epoch of cgnn-paper") { try epoch(.cgnnPaper) { $0.network } },
    Benchmark(name: "Cora, epoch of cgnn-weighted") { try epoch(.cgnnWeighted) { $0.mixingNetwork } },
  ]

  /// Returns a call of GraphBLAS that the library has no part in.
  private static func bareProduct(_ matrix: SparseMatrix, channels: Int) -> () -> Void {
    // The library starts GraphBLAS with its first product of wide rows.
    _ = matrix(Tensor.ones([matrix.columnCount, 1024]))
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

  fileprivate static func problem(_ variant: CGNNVariant) throws -> (NodeClassificationData, CGNNRecipe) {
    (try NodeClassificationData.cora().rowNormalised(), CGNNRecipe(variant, dataset: "cora"))
  }

  /// Returns a training step: dropout, solve, loss, gradient and update, without evaluation.
  private static func epoch<Flow: GraphFlow>(
    _ variant: CGNNVariant, endTime: Double? = nil, _ builder: (CGNNRecipe) -> Builder<Flow>
  ) throws -> () -> Void {
    let (data, published) = try problem(variant)
    var recipe = published
    if let endTime { recipe.settings.endTime = endTime }
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

/// What a training step of CGNN on Cora does beside its solve.
private struct StepParts {
  let data: NodeClassificationData
  let encoder: Linear
  let decoder: Linear
  let dropout: Dropout
  let state: Tensor

  init() throws {
    let recipe: CGNNRecipe
    (data, recipe) = try Benchmark.problem(.cgnn)
    var generator = RandomGenerator(seed: 1)
    encoder = Linear(data.featureCount, to: recipe.channels, using: &generator)
    decoder = Linear(recipe.channels, to: data.classCount, using: &generator)
    dropout = recipe.inputDropout
    state = Tensor(uniform: -1..<1, shape: [data.nodeCount, recipe.channels], using: &generator)
  }

  var firstLayerPullback: (Tensor) -> Linear.TangentVector {
    var generator = RandomGenerator(seed: 2)
    let mask = dropout.mask(entriesOf: data.features, using: &generator)
    let features = data.features
    return pullback(at: encoder) { $0(features, keeping: mask) }
  }

  var lastLayerPullback: (Tensor) -> (Linear.TangentVector, Tensor) {
    pullback(at: decoder, state) { decoder, state in decoder(relu(state)) }
  }

  func lossGradient(at logits: Tensor) -> Tensor {
    gradient(at: logits) { crossEntropy($0, labels: data.labels, on: data.split.training) }
  }
}
