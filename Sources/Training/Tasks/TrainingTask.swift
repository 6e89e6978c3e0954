public import Layers
public import Tensors

/// What a model learns from, and how it is judged.
///
/// A task holds its data. It computes loss and gradient itself, so that a trainer needs to know
/// nothing about the model's inputs:
///
/// ```swift
/// func step(
///   _ model: Classifier, batch: Int, epoch: Int, using generator: inout RandomGenerator
/// ) -> TrainingStep<Classifier> {
///   let (loss, gradient) = valueWithGradient(at: model) { model in
///     crossEntropy(model(features), labels: labels, on: trainingNodes)
///   }
///   return TrainingStep(loss: loss, gradient: gradient)
/// }
/// ```
public protocol TrainingTask<Model> {
  /// The model that learns.
  associatedtype Model: Parameterized

  /// Which validation scores are better.
  var scoreOrder: ScoreOrder { get }

  /// The number of training steps in an epoch, 1 unless the task says otherwise.
  var batchCount: Int { get }

  /// Returns the loss on a batch and its gradient.
  ///
  /// A run can be resumed exactly if the result depends on the arguments alone.
  ///
  /// - Parameters:
  ///   - model: The model before the step.
  ///   - batch: Which batch, in `0..<batchCount`.
  ///   - epoch: The number of the epoch; the first is 1.
  ///   - generator: The source of random numbers, such as those for dropout.
  /// - Returns: The loss before the update, its gradient, and the evaluations of the vector field.
  func step(
    _ model: Model, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Model>

  /// Returns the scores of a model, at the end of each epoch.
  func evaluate(_ model: Model) -> Evaluation
}

extension TrainingTask {
  /// One step an epoch, on all training data at once.
  public var batchCount: Int { 1 }
}
