import GraphODE

/// Training of a network on the nodes of one graph, whatever its flow.
protocol NodeTraining {
  /// Predicts all nodes with nothing dropped.
  func predict()

  /// Computes a training step's loss and its gradient.
  mutating func differentiate()

  /// Trains for an epoch: dropout, encoder, solve, decoder, loss, gradient and update.
  ///
  /// - Returns: The evaluations of the field in the solve.
  @discardableResult
  mutating func step() -> Int

  /// The share of the validation nodes whose class is right.
  var validationAccuracy: Double { get }
}

extension CGNNRecipe {
  /// Returns the training of the recipe's network before its first epoch.
  func training(on data: NodeClassificationData) -> any NodeTraining {
    var generator = RandomGenerator(seed: 0)
    let (features, classes) = (data.featureCount, data.classCount)
    switch variant {
    case .cgnn, .cgnnPaper:
      let network = network(
        on: data.graph, featureCount: features, classCount: classes, using: &generator)
      return NetworkTraining(network, on: data, by: self, generator)
    case .cgnnWeighted:
      let network = mixingNetwork(
        on: data.graph, featureCount: features, classCount: classes, using: &generator)
      return NetworkTraining(network, on: data, by: self, generator)
    case .cgnnSteady:
      let network = steadyNetwork(
        on: data.graph, featureCount: features, classCount: classes, using: &generator)
      return NetworkTraining(network, on: data, by: self, generator)
    }
  }
}

/// Training of a network with one kind of flow.
private struct NetworkTraining<Flow: GraphFlow>: NodeTraining {
  let task: NodeClassificationTask<Flow>
  var network: NodeClassificationNetwork<Flow>
  var optimizer: Optimizer
  var generator: RandomGenerator

  init(
    _ network: NodeClassificationNetwork<Flow>, on data: NodeClassificationData, by recipe: CGNNRecipe,
    _ generator: RandomGenerator
  ) {
    task = NodeClassificationTask(data: data, inputDropout: recipe.inputDropout)
    self.network = network
    optimizer = recipe.optimizer
    self.generator = generator
  }

  func predict() { _ = network(task.data.features) }

  mutating func differentiate() { _ = task.step(network, batch: 0, epoch: 1, using: &generator) }

  mutating func step() -> Int {
    let step = task.step(network, batch: 0, epoch: 1, using: &generator)
    optimizer.update(&network, along: step.gradient)
    return step.evaluations
  }

  var validationAccuracy: Double { task.evaluate(network).validation }
}
