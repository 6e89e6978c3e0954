/// How a steady state is found: a way there, and what counts as having arrived.
public struct SteadyStateSolver: Sendable, Equatable {
  /// The way from the first state to a steady one.
  public enum Approach: Sendable, Equatable {
    /// Implicit Euler steps `y′ = y + h f(y′, t)` whose size `h` grows as the velocity falls, up to
    /// Newton's method: few evaluations, also for stiff fields. The step is given in units of time.
    ///
    /// Step `n` has the size `hₙ = hₙ₋₁ ‖f(yₙ₋₁)‖ / ‖f(yₙ)‖`, but at least twice that of the one
    /// before; where its equation is not solved, it is tried again with an eighth of its size.
    ///
    /// Reference: C. T. Kelley and D. E. Keyes, "Convergence analysis of pseudo-transient
    /// continuation", SIAM Journal on Numerical Analysis 35, 1998.
    case pseudoTransient(firstStep: Double)

    /// A solve of `dy/dτ = f(y, t)` in a time τ of its own, which ends behind the first step whose
    /// velocity is small enough, or at a limit.
    ///
    /// The velocity falls no lower than the solver's tolerances let it.
    case integration(Solver, timeLimit: Double)
  }

  /// The way from the first state to a steady one.
  public var approach: Approach

  /// The root mean square of the velocity over all elements, in units of state a time, at which a
  /// state counts as steady.
  public var tolerance: Double

  /// The largest number of steps, where the approach has no limit of its own.
  public var iterationLimit: Int

  /// How the equations of implicit steps, and the linear one of the gradient, are solved.
  public var newton: NewtonKrylov

  /// Creates a solver.
  ///
  /// - Parameters:
  ///   - approach: The way from the first state to a steady one.
  ///   - tolerance: The root mean square of the velocity at which a state counts as steady.
  ///   - iterationLimit: The largest number of steps, where the approach has no limit of its own.
  ///   - newton: How the equations of implicit steps, and the linear one of the gradient, are solved.
  /// - Precondition: Numbers are positive.
  public init(
    _ approach: Approach = .pseudoTransient(firstStep: 1), tolerance: Double,
    iterationLimit: Int = 100, newton: NewtonKrylov = NewtonKrylov()
  ) {
    self.approach = approach
    self.tolerance = tolerance
    self.iterationLimit = iterationLimit
    self.newton = newton
    validate()
  }

  /// Stops with the offending number where one is out of range.
  func validate() {
    precondition(tolerance > 0, "The tolerance is \(tolerance), but must be positive.")
    precondition(
      iterationLimit > 0, "The iteration limit is \(iterationLimit), but must be positive.")
    newton.validate()
    switch approach {
    case .pseudoTransient(let firstStep):
      precondition(
        firstStep > 0 && firstStep.isFinite, "The first step is \(firstStep), but must be positive.")
    case .integration(let solver, let timeLimit):
      solver.validate()
      precondition(
        timeLimit > 0 && timeLimit.isFinite, "The time limit is \(timeLimit), but must be positive.")
    }
  }
}
