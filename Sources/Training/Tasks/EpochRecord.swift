/// What one epoch of training gave.
public struct EpochRecord: Hashable, Codable, Sendable {
  /// The number of the epoch; the first is 1.
  public let epoch: Int

  /// The mean training loss over the epoch's batches, before each batch's update.
  public let loss: Double

  /// The validation score after the epoch.
  public let validation: Double

  /// The test score after the epoch, where the task computes one.
  public let test: Double?

  /// The evaluations of the vector field in one solve, the mean over the batches.
  public let evaluations: Double

  /// The number of solves whose gradient was not computed as their solver asks for; unknown in records of
  /// older checkpoints.
  public let gradientFallbacks: Int?

  /// The seconds that the training steps took; evaluation and checkpoints are not counted.
  public let seconds: Double

  /// Creates a record.
  public init(
    epoch: Int, loss: Double, validation: Double, test: Double?, evaluations: Double,
    seconds: Double, gradientFallbacks: Int = 0
  ) {
    self.epoch = epoch
    self.loss = loss
    self.validation = validation
    self.test = test
    self.evaluations = evaluations
    self.seconds = seconds
    self.gradientFallbacks = gradientFallbacks
  }
}
