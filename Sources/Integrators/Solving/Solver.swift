/// How a differential equation is solved: a method, its step control and its gradient, which are
/// chosen independently of each other and of the equation.
public struct Solver: Sendable, Equatable {
  /// The method of one step.
  public var method: Method

  /// How the size of each step is chosen.
  public var stepControl: StepControl

  /// How gradients are computed.
  public var gradient: GradientMethod

  /// The largest number of steps, accepted and rejected together, before a solve gives up.
  public var stepLimit: Int

  /// How the equations of implicit stages are solved.
  public var newton: NewtonKrylov

  /// Creates a solver.
  ///
  /// - Parameters:
  ///   - method: The method of one step.
  ///   - stepControl: How the size of each step is chosen.
  ///   - gradient: How gradients are computed.
  ///   - stepLimit: The largest number of steps, accepted and rejected together.
  ///   - newton: How the equations of implicit stages are solved; explicit methods have none.
  /// - Precondition: Each part's numbers are in range, and the parts go together.
  public init(
    _ method: Method, _ stepControl: StepControl, gradient: GradientMethod = .checkpointed,
    stepLimit: Int = 100_000, newton: NewtonKrylov = NewtonKrylov()
  ) {
    self.method = method
    self.stepControl = stepControl
    self.gradient = gradient
    self.stepLimit = stepLimit
    self.newton = newton
    validate()
  }

  /// Stops with the offending number where one is out of range or two parts do not go together: at
  /// first, and before a solve, since each part may be replaced.
  func validate() {
    method.validate()
    stepControl.validate()
    gradient.validate(for: method)
    newton.validate()
    precondition(stepLimit > 0, "The step limit is \(stepLimit), but must be positive.")
    if let reason = stepControl.reasonAgainst(method) { preconditionFailure(reason) }
  }
}
