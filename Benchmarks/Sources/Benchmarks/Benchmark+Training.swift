import GraphODE

extension Benchmark {
  /// A training step of CGNN on Cora as the example takes it, beside the products it is made of.
  ///
  /// Cora is looked for in `GRAPHODE_DATA`, or else in the user's cache folder.
  static let training = [
    Benchmark(name: "Cora, bare GrB_mxm of the adjacency") {
      let (data, recipe) = try problem(.cgnn)
      let bare = BareSparseProduct(recipe.adjacency(of: data.graph).matrix, channels: recipe.channels)
      return { bare.run() }
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
      let (data, published) = try problem(.cgnn)
      var recipe = published
      recipe.settings.endTime = 0
      var training = recipe.training(on: data)
      return { training.step() }
    },
  ]

  fileprivate static func problem(_ variant: CGNNVariant) throws -> (NodeClassificationData, CGNNRecipe) {
    (try NodeClassificationData.cora().rowNormalised(), CGNNRecipe(variant, dataset: "cora"))
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
