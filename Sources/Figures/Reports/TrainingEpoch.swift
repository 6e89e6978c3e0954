/// One epoch of a training.
public struct TrainingEpoch: Hashable, Sendable {
  /// The number of the epoch.
  public let number: Int

  /// The mean loss of the epoch.
  public let loss: Double

  /// The score on the validation data, if it was taken.
  public let validation: Double?

  /// Creates an epoch.
  public init(_ number: Int, loss: Double, validation: Double?) {
    self.number = number
    self.loss = loss
    self.validation = validation
  }
}
