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

  /// The gradient of the discrete solution from steps that are undone from the last to the first,
  /// exact but for round-off; only for methods that are ``Method/isReversible``.
  ///
  /// Memory grows by the times of a step only; at most 16 states are kept besides, evenly spread.
  /// Undoing steps amplifies round-off where the solution loses memory of its start, as diffusion
  /// does. A solve that is differentiated therefore undoes its steps at once to see whether that leads
  /// from each kept state to the one before, up to an error of `tolerance` relative to its norm.
  /// Where it does not, the gradient is that of ``recursive(budget:)`` with those states, and
  /// ``Solution/gradientFallback`` tells so.
  case reversible(tolerance: Double)

  /// Stops with the offending number where one is out of range, or where the method does not go with
  /// this gradient.
  func validate(for method: Method) {
    switch self {
    case .direct, .checkpointed: break
    case .recursive(let budget):
      precondition(budget >= 1, "The budget is \(budget) states, but must be positive.")
    case .reversible(let tolerance):
      precondition(
        tolerance > 0 && tolerance.isFinite,
        "The tolerance is \(tolerance), but must be positive.")
      precondition(
        method.isReversible,
        """
        The steps of \(method.name) cannot be undone for a reversible gradient; use checkpoints, or a \
        method such as \(Method.reversibleHeun.name).
        """)
    }
  }
}
