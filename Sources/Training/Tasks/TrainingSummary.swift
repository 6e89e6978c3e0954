/// How a training run went.
public struct TrainingSummary: Equatable, Sendable {
  /// The first epoch with the best validation score, or `nil` when no epoch was completed.
  public let best: EpochRecord?

  /// All completed epochs, also those before a resume.
  public let history: [EpochRecord]

  /// Why training ended.
  public let stopReason: StopReason

  /// The number of completed epochs.
  public var epochs: Int { history.count }

  /// The median over all epochs of the seconds that the training steps took; 0 without epochs.
  public var secondsPerEpoch: Double { median(of: history.map(\.seconds)) }

  /// The mean over all epochs of the evaluations in one solve; 0 without epochs.
  public var evaluationsPerSolve: Double {
    history.isEmpty ? 0 : history.reduce(0) { $0 + $1.evaluations } / Double(history.count)
  }

  /// The number of solves whose gradient was not computed as their solver asks for.
  public var gradientFallbacks: Int { history.reduce(0) { $0 + ($1.gradientFallbacks ?? 0) } }

  /// Returns the middle value, or the mean of the two middle ones; 0 for no values.
  private func median(of values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
