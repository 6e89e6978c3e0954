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
  /// Half of the budget is kept on the way forward, evenly spread. The rest serves to travel the
  /// stretches of `s` steps between those states again, in which no step is repeated more than `r`
  /// times, where `r` is the smallest number with `C(c/2 + 1 + r, r) ≥ s` for a budget of `c`: for a
  /// thousand steps six times with 8 states, and twice with 32.
  case recursive(budget: Int)

  /// The gradient of the discrete solution from steps that are undone from the last to the first,
  /// exact but for round-off; only for methods that are ``Method/isReversible``.
  ///
  /// Memory grows by the times of a step only; at most 16 states, with what else a step goes on from,
  /// are kept besides, evenly spread.
  /// Undoing steps amplifies round-off where the solution loses memory of its start, as diffusion
  /// does. A solve that is differentiated therefore undoes its steps at once to see whether that leads
  /// from each kept state to the one before, up to an error of `tolerance` relative to its norm.
  /// Where it does not, the gradient is that of ``recursive(budget:)`` with those states and as many
  /// more, and ``Solution/gradientFallback`` tells so.
  case reversible(tolerance: Double)

  /// The gradient of the true solution, from a solve of its adjoint backwards in time together with
  /// the state, in memory that does not grow with the number of steps.
  ///
  /// With the adjoint `a = dL/dy` of a loss `L`, solves `dy/dt = f(y, t)` and
  /// `da/dt = −(∂f/∂y)ᵀ a` from the end to the start. `a` jumps by the gradient of each state that
  /// was saved, and `y` is set to that state again. The parameters θ receive
  /// `dL/dθ = ∫ (∂f/∂θ)ᵀ a dt`, a quadrature with the weights of the accepted steps that has no part
  /// in their error; the ends of the span `dL/dt₁ = ⟨a, f⟩` and `dL/dt₀ = −⟨a, f⟩`.
  ///
  /// The gradient is only as good as the tolerances: it differs from that of the discrete solution,
  /// and grows wrong where `y` cannot be followed backwards, as in a strong contraction. States saved
  /// on the way keep it close. The absolute tolerance of `a` is in units of the largest gradient that
  /// arrives (root mean square), so that gradients of `c · L` are `c` times as large. Where the
  /// backward solve fails, by the solver's step limit or because `y` misses its start or a saved state
  /// by more than the norm of that, gradients are not numbers.
  ///
  /// The backward solve chooses its steps by the given control or, without one, by that of the
  /// solver, whose jump and stop times it honours in any case. The method has to be an explicit
  /// Runge–Kutta method.
  ///
  /// Reference: R. T. Q. Chen, Y. Rubanova, J. Bettencourt and D. Duvenaud, "Neural ordinary
  /// differential equations", NeurIPS 2018, algorithm 1; for the error without the parameters,
  /// P. Kidger, R. T. Q. Chen and T. Lyons, "Hey, that's not an ODE: faster ODE adjoints via
  /// seminorms", ICML 2021.
  case backsolve(StepControl? = nil)

  /// The gradient of the true solution, from a solve of its adjoint backwards in time along the
  /// interpolated solution.
  ///
  /// Like ``backsolve(_:)``, but the state is read from the continuous extension of the forward
  /// steps instead of solved for backwards, which stays right where solutions contract. Memory grows
  /// by as many states a step as the extension has stages, and one.
  case interpolated(StepControl? = nil)

  /// Another gradient, for which nothing but the start of the solve is kept: the pullback solves again
  /// with that gradient, and forgets what it kept for it when it is done.
  ///
  /// The same number to the last bit, for one more solve. Where a model solves one span after another,
  /// as between the observations of a series, memory grows by one state a span, and not by
  /// a state a step; only one span at a time is kept in detail.
  indirect case recomputed(GradientMethod = .checkpointed)

  /// Returns why this gradient cannot be computed for a method's steps, and what to do; `nil` where it
  /// can.
  ///
  /// - Parameter method: The method of one step.
  /// - Returns: The reason in a sentence, with which a solver would stop.
  public func reasonAgainst(_ method: Method) -> String? {
    switch self {
    case .direct, .checkpointed, .recursive: nil
    case .recomputed(.recomputed): "A gradient that is recomputed cannot recompute in its turn."
    case .recomputed(.reversible):
      "A reversible gradient keeps 16 states and reports when it falls back, so it is not recomputed."
    case .recomputed(let gradient): gradient.reasonAgainst(method)
    case .reversible where !method.isReversible:
      """
      The steps of \(method.name) cannot be undone for a reversible gradient; use checkpoints, or a \
      method such as \(Method.reversibleHeun.name).
      """
    case .reversible: nil
    case .backsolve, .interpolated:
      if method.explicitRungeKutta == nil {
        """
        Adjoints are solved by explicit Runge–Kutta methods, not by \(method.name); use one such as \
        \(Method.dormandPrince5.name), or the gradient 'checkpointed'.
        """
      } else if adjointControl?.adaptiveSteps != nil && method.errorOrder == nil {
        """
        The method \(method.name) has no estimate of its error to choose the adjoint's steps by; use \
        fixed steps, or a method such as \(Method.dormandPrince5.name).
        """
      } else {
        nil
      }
    }
  }

  /// Stops with the offending number where one is out of range, or where the method does not go with
  /// this gradient.
  func validate(for method: Method) {
    if let reason = reasonAgainst(method) { preconditionFailure(reason) }
    switch self {
    case .direct, .checkpointed: break
    case .recomputed(let gradient): gradient.validate(for: method)
    case .recursive(let budget):
      precondition(budget >= 1, "The budget is \(budget) states, but must be positive.")
    case .reversible(let tolerance):
      precondition(
        tolerance > 0 && tolerance.isFinite,
        "The tolerance is \(tolerance), but must be positive.")
    case .backsolve(let control), .interpolated(let control): control?.validate()
    }
  }

  /// The step control of an adjoint solve, where there is one and it has its own.
  var adjointControl: StepControl? {
    switch self {
    case .backsolve(let control), .interpolated(let control): control
    case .recomputed(let gradient): gradient.adjointControl
    case .direct, .checkpointed, .recursive, .reversible: nil
    }
  }
}
