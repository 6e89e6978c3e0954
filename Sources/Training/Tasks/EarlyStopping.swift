/// When to stop training before the last epoch.
public enum EarlyStopping: Hashable, Sendable {
  /// Training goes on to the last epoch.
  case never

  /// Training stops once the validation score has not been better for this many epochs.
  case afterEpochsWithoutGain(Int)

  /// Says whether to stop after `epoch`, when the best score came at `bestEpoch`.
  ///
  /// The answer depends on the two numbers alone, so a resumed run stops where the
  /// uninterrupted one would have.
  func stops(after epoch: Int, bestEpoch: Int) -> Bool {
    switch self {
    case .never: false
    case .afterEpochsWithoutGain(let patience): epoch - bestEpoch >= patience
    }
  }
}
