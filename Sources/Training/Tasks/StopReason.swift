/// Why training ended.
public enum StopReason: Hashable, Sendable, CustomStringConvertible {
  /// All epochs were run.
  case finished

  /// The validation score had not been better for `patience` epochs.
  case noGain(patience: Int)

  /// A number was not finite in the given epoch, which was undone.
  case diverged(epoch: Int, Quantity)

  /// A number that has to stay finite.
  public enum Quantity: String, Hashable, Sendable {
    /// The loss on the training set.
    case loss = "training loss"
    /// A parameter of the model.
    case parameters = "parameters"
    /// The loss or the score on the validation set.
    case validation = "validation score"
  }

  /// The reason in a few words.
  public var description: String {
    switch self {
    case .finished:
      "all epochs done"
    case .noGain(let patience):
      "no better validation score for \(patience) epoch\(patience == 1 ? "" : "s")"
    case .diverged(let epoch, let quantity):
      "\(quantity.rawValue) not finite in epoch \(epoch); the model is that of epoch \(epoch - 1)"
    }
  }
}
