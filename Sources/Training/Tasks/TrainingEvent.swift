/// What a trainer reports while it works.
public enum TrainingEvent: Equatable, Sendable {
  /// Training begins, with the given number of epochs already done by an earlier run.
  case started(finishedEpochs: Int, epochs: Int, parameterCount: Int)

  /// A batch of an epoch with more than one is over.
  case batchEnded(BatchProgress)

  /// An epoch is over.
  case epochEnded(EpochProgress)

  /// The state after the given epoch is safe on disk.
  case checkpointSaved(path: String, epoch: Int)

  /// Training is over.
  case stopped(TrainingSummary)
}

/// Where training stands after an epoch.
public struct EpochProgress: Equatable, Sendable {
  /// What the epoch gave.
  public let record: EpochRecord

  /// The number of epochs that the run should have at its end.
  public let epochs: Int

  /// The first epoch with the best validation score so far; it may be this one.
  public let best: EpochRecord

  /// The estimated seconds until the last epoch ends, evaluations included.
  public let secondsLeft: Double

  /// Creates a report.
  public init(record: EpochRecord, epochs: Int, best: EpochRecord, secondsLeft: Double) {
    self.record = record
    self.epochs = epochs
    self.best = best
    self.secondsLeft = secondsLeft
  }
}

/// Where training stands inside an epoch.
public struct BatchProgress: Hashable, Sendable {
  /// The number of the epoch; the first is 1.
  public let epoch: Int

  /// The number of the epoch's batches that are over.
  public let batch: Int

  /// The number of batches in an epoch.
  public let batches: Int

  /// The mean training loss over the epoch's batches so far.
  public let loss: Double

  /// Creates a report.
  public init(epoch: Int, batch: Int, batches: Int, loss: Double) {
    self.epoch = epoch
    self.batch = batch
    self.batches = batches
    self.loss = loss
  }
}
