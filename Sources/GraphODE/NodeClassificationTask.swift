public import GraphDatasets
import Graphs
public import Layers
import Tensors
public import Training

/// Training of a network on the labelled nodes of one graph, all of them at once.
///
/// A step draws a dropout mask over the features' entries and returns the mean cross-entropy over
/// the training nodes; the score is the accuracy on the validation nodes.
public struct NodeClassificationTask<Flow: GraphFlow>: TrainingTask {
  /// The network that is trained.
  public typealias Model = NodeClassificationNetwork<Flow>

  /// The graph with its features, its labels and their split.
  public let data: NodeClassificationData

  /// Drops entries of the features in each step.
  public let inputDropout: Dropout

  /// Creates a task.
  ///
  /// - Parameters:
  ///   - data: The graph with its features, its labels and their split.
  ///   - inputDropout: Drops entries of the features in each step.
  /// - Precondition: The split has validation nodes to choose the epoch by.
  public init(data: NodeClassificationData, inputDropout: Dropout) {
    precondition(
      !data.split.validation.isEmpty,
      "The split of \(data.name) has \(data.split.training.count) training nodes, but 0 to validate on.")
    self.data = data
    self.inputDropout = inputDropout
  }

  /// A better accuracy is a higher one.
  public var scoreOrder: ScoreOrder { .higherIsBetter }

  /// Returns the loss on the training nodes and its gradient.
  public func step(
    _ model: Model, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Model> {
    let features = data.features
    let mask = inputDropout.mask(entriesOf: features, using: &generator)
    let (prediction, pullback) = valueWithPullback(at: model) { $0(features, keeping: mask) }
    let (labels, nodes) = (data.labels, data.split.training)
    let (loss, lossPullback) = valueWithPullback(at: prediction.logits) {
      crossEntropy($0, labels: labels, on: nodes)
    }
    return TrainingStep(
      loss: loss, gradient: pullback(.init(logits: lossPullback(1))),
      evaluations: prediction.statistics.evaluations,
      gradientFallbacks: prediction.statistics.gradientFallbacks)
  }

  /// Returns the accuracies on the validation and on the test nodes.
  public func evaluate(_ model: Model) -> Evaluation {
    let logits = model(data.features).logits
    return Evaluation(
      validation: accuracy(logits, labels: data.labels, on: data.split.validation),
      validationLoss: crossEntropy(logits, labels: data.labels, on: data.split.validation),
      test: data.split.test.isEmpty
        ? nil : accuracy(logits, labels: data.labels, on: data.split.test))
  }
}
