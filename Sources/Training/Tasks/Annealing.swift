/// How the factor on a variational penalty grows in the course of training.
///
/// A penalty that is there from the start lets a model ignore what it encodes; one that grows leaves it time
/// to find use for it.
///
/// Reference: S. Bowman, L. Vilnis, O. Vinyals, A. Dai, R. Jozefowicz and S. Bengio, "Generating Sentences
/// from a Continuous Space", CoNLL 2016, section 3.1.
public enum Annealing: Hashable, Sendable {
  /// The factor is 1 throughout.
  case none

  /// The factor rises from 0 to 1 over the given number of updates, in equal steps.
  case linear(updates: Int)

  /// Returns the factor before an update.
  ///
  /// - Parameter update: The number of updates so far.
  /// - Returns: A factor, in `0...1`.
  public func factor(beforeUpdate update: Int) -> Double {
    switch self {
    case .none: return 1
    case .linear(let updates):
      precondition(updates > 0, "A penalty cannot grow over \(updates) updates.")
      return min(Double(update) / Double(updates), 1)
    }
  }
}
