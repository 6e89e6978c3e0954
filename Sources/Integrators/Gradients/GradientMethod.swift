/// How the gradient of a solve is computed.
public enum GradientMethod: Sendable, Equatable {
  /// The exact gradient of the discrete solution from the pullback of each step, which is kept as it
  /// is taken.
  ///
  /// No step is taken twice, but memory grows by all that the field keeps for its derivative.
  case direct

  /// The exact gradient of the discrete solution: the state before each accepted step is kept, and
  /// each step is replayed and differentiated in reverse.
  ///
  /// Memory grows by one state a step.
  case checkpointed

  /// The exact gradient of the discrete solution with a bounded number of states in memory.
  ///
  /// States that are not kept are computed again from the last one that is, recursively. With `N`
  /// steps and a budget of `c` states this costs about `N · log(N) / log(c)` further steps.
  case recursive(budget: Int)

  /// Stops with the offending number where one is out of range, or where the method does not go with
  /// this gradient.
  func validate(for method: Method) {
    switch self {
    case .direct, .checkpointed: break
    case .recursive(let budget):
      precondition(budget >= 1, "The budget is \(budget) states, but must be positive.")
    }
  }
}
