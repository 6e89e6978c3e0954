/// What a trainer reports while it works.
public enum TrainingEvent: Equatable, Sendable {
  /// Training begins, with the given number of epochs already done by an earlier run.
  case started(finishedEpochs: Int, epochs: Int, parameterCount: Int)

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
