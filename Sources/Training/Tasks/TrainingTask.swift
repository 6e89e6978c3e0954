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

/// What a training step computes from a batch.
public struct TrainingStep<Model: Parameterized> {
  /// The loss before the update.
  public var loss: Double

  /// The gradient of the loss.
  public var gradient: Model.TangentVector

  /// The number of evaluations of the vector field in the solve, 0 for models without one.
  public var evaluations: Int

  /// Creates a step's result.
  public init(loss: Double, gradient: Model.TangentVector, evaluations: Int = 0) {
    self.loss = loss
    self.gradient = gradient
    self.evaluations = evaluations
  }
}

/// The scores of a model.
public struct Evaluation: Hashable, Sendable {
  /// The score on the validation set, by which the best epoch is chosen.
  public var validation: Double

  /// The loss on the validation set, where the task computes one; it must stay finite.
  public var validationLoss: Double?

  /// The score on the test set, where the task computes one; it decides nothing.
  public var test: Double?

  /// Creates an evaluation.
  public init(validation: Double, validationLoss: Double? = nil, test: Double? = nil) {
    self.validation = validation
    self.validationLoss = validationLoss
    self.test = test
  }
}
