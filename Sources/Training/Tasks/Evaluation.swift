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
