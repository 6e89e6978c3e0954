/// Which of two validation scores is the better one.
public enum ScoreOrder: String, Hashable, Sendable {
  /// As for an accuracy.
  case higherIsBetter

  /// As for an error.
  case lowerIsBetter

  /// Says whether `score` is strictly better than `other`; a tie and NaN are not.
  public func prefers(_ score: Double, over other: Double) -> Bool {
    switch self {
    case .higherIsBetter: score > other
    case .lowerIsBetter: score < other
    }
  }
}
