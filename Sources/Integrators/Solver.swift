/// How a differential equation is solved: a method, its step control and its gradient, which are
/// chosen independently of each other and of the equation.
public struct Solver: Sendable, Equatable {
  /// The method of one step.
  public var method: RungeKutta

  /// How the size of each step is chosen.
  public var stepControl: StepControl

  /// How gradients are computed.
  public var gradient: GradientMethod

  /// The largest number of steps, accepted and rejected together, before a solve gives up.
  public var stepLimit: Int

  /// Creates a solver.
  ///
  /// - Parameters:
  ///   - method: The method of one step.
  ///   - stepControl: How the size of each step is chosen.
  ///   - gradient: How gradients are computed.
  ///   - stepLimit: The largest number of steps, accepted and rejected together.
  /// - Precondition: The step control's numbers are in range and the method can follow it.
  public init(
    _ method: RungeKutta, _ stepControl: StepControl, gradient: GradientMethod = .checkpointed,
    stepLimit: Int = 100_000
  ) {
    self.method = method
    self.stepControl = stepControl
    self.gradient = gradient
    self.stepLimit = stepLimit
    validate()
  }

  /// Stops with the offending number where one is out of range: at first, and before a solve, since
  /// each part may be replaced.
  func validate() {
    stepControl.validate(for: method)
    precondition(stepLimit > 0, "The step limit is \(stepLimit), but must be positive.")
  }
}

/// How the gradient of a solve is computed.
public enum GradientMethod: Sendable, Equatable {
  /// The exact gradient of the discrete solution: the state before each accepted step is kept, and
  /// each step is replayed and differentiated in reverse. Memory grows by one state a step; step
  /// sizes count as constants.
  case checkpointed
}
