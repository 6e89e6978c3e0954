import Layers
public import Tensors

/// Trains a model on a task, epoch after epoch.
///
/// ```swift
/// var trainer = Trainer(
///   task, model: model, identity: "cgnn/cora/hidden=16",
///   optimizer: Optimizer(.rmsProp(), learningRate: 0.0047), generator: RandomGenerator(seed: 0))
/// let summary = try trainer.fit(epochs: 400) { progress.show($0) }
/// ```
///
/// A trainer is a value that holds the whole run: what two equal trainers do is equal to the bit,
/// and ``save(to:)`` writes everything that a resumed run needs.
public struct Trainer<Task: TrainingTask> {
  /// The data and the loss.
  public let task: Task

  /// Words that tell models apart that cannot take each other's parameters or data, such as
  /// `cgnn/cora/hidden=16`; a checkpoint of another identity is refused.
  public let identity: String

  /// Words that checkpoints carry for whoever uses the model later, such as the settings that it is
  /// built from, by their names.
  public var notes: [String: String] = [:]

  /// The model after the finished epochs.
  public internal(set) var model: Task.Model

  /// The optimizer after the finished epochs.
  public internal(set) var optimizer: Optimizer

  /// How parameters are averaged over updates, or `nil` for not at all.
  public let averaging: WeightAveraging?

  /// The average of the models so far, where they are averaged.
  var average: Task.Model?

  /// The source of the task's random numbers after the finished epochs.
  public internal(set) var generator: RandomGenerator

  /// What each finished epoch gave, also those before a resume.
  public internal(set) var history: [EpochRecord] = []

  /// The first epoch with the best validation score, or `nil` before the first.
  public internal(set) var best: EpochRecord?

  /// The model that was judged after the best epoch, or the first model before any.
  public internal(set) var bestModel: Task.Model

  /// The model that is judged: the average where there is one, else the model itself.
  public var judgedModel: Task.Model { average ?? model }

  /// The number of finished epochs.
  public var finishedEpochs: Int { history.count }

  /// Creates a trainer before its first epoch.
  ///
  /// - Parameters:
  ///   - task: The data and the loss.
  ///   - model: The model to start from.
  ///   - identity: Words that tell the model apart from others, for checkpoints.
  ///   - optimizer: An optimizer that has not seen a gradient.
  ///   - averaging: How parameters are averaged over updates; the average is what is judged at the end
  ///     of an epoch and kept as the best model. Without, the model itself is.
  ///   - generator: The source of the task's random numbers.
  /// - Precondition: The model has every parameter that the optimizer excludes from decay.
  public init(
    _ task: Task, model: Task.Model, identity: String, optimizer: Optimizer,
    averaging: WeightAveraging? = nil, generator: RandomGenerator
  ) {
    self.task = task
    self.identity = identity
    self.model = model
    self.optimizer = optimizer
    self.averaging = averaging
    self.generator = generator
    average = averaging == nil ? nil : model
    bestModel = model
    self.optimizer.prepare(for: model)
  }
}

extension Trainer: Sendable where Task: Sendable, Task.Model: Sendable {}
