/// What is asked for of a solver by names and numbers, as a user of a program does; the rest stays as it was.
public struct SolverChoice: Codable, Hashable, Sendable {
  /// The name of a method, spelt as in ``Method/name``.
  public var method: String?

  /// The number of equal steps over a solve.
  public var steps: Int?

  /// The tolerance of adaptive steps, relative and absolute.
  public var tolerance: Double?

  /// How gradients are computed.
  public var gradient: Gradient?

  /// A way to compute gradients, by its name.
  public enum Gradient: String, Codable, Hashable, Sendable, CaseIterable {
    /// ``GradientMethod/direct``.
    case direct
    /// ``GradientMethod/checkpointed``.
    case checkpointed
    /// ``GradientMethod/recursive(budget:)`` with 16 states.
    case recursive
    /// ``GradientMethod/reversible(tolerance:)`` with 1e-3.
    case reversible
    /// ``GradientMethod/backsolve(_:)`` by the solver's own steps.
    case backsolve
    /// ``GradientMethod/interpolated(_:)`` by the solver's own steps.
    case interpolated

    /// The way with its usual number.
    public var method: GradientMethod {
      switch self {
      case .direct: .direct
      case .checkpointed: .checkpointed
      case .recursive: .recursive(budget: 16)
      case .reversible: .reversible(tolerance: 1e-3)
      case .backsolve: .backsolve()
      case .interpolated: .interpolated()
      }
    }
  }

  /// Creates a choice.
  public init(
    method: String? = nil, steps: Int? = nil, tolerance: Double? = nil, gradient: Gradient? = nil
  ) {
    self.method = method
    self.steps = steps
    self.tolerance = tolerance
    self.gradient = gradient
  }

  /// Whether nothing is asked for.
  public var isEmpty: Bool { self == SolverChoice() }

  /// Checks names and numbers by themselves.
  ///
  /// - Throws: What makes no sense.
  public func validate() throws(SolverChoiceError) {
    if let method, Method.named(method) == nil { throw .unknownMethod(method) }
    if let steps, steps <= 0 { throw .noSteps(steps) }
    if let tolerance, !(tolerance > 0 && tolerance.isFinite) { throw .noTolerance(tolerance) }
    if let steps, let tolerance { throw .stepsAndTolerance(steps, tolerance) }
  }

  /// Returns a solver with what is asked for in place of its own.
  ///
  /// A reversible gradient without a method takes the asynchronous leapfrog integrator, as MALI does. Where
  /// a method needs step sizes and the solver had one that does not, they are chosen for errors of 1e-3;
  /// where a gradient that was not asked for does not suit the method, checkpoints take its place.
  ///
  /// - Parameters:
  ///   - solver: The solver to start from.
  ///   - type: The type of the field that is solved.
  /// - Returns: The solver to use.
  /// - Throws: What makes no sense, or why it does not go together.
  public func applied<Field: VectorField>(
    to solver: Solver, for type: Field.Type
  ) throws(SolverChoiceError) -> Solver {
    try validate()
    guard !isEmpty else { return solver }
    var method = method.flatMap { Method.named($0) } ?? solver.method
    if gradient == .reversible, self.method == nil, !method.isReversible {
      method = .asynchronousLeapfrog()
    }
    var control = solver.stepControl
    if let steps { control.rule = .steps(steps) }
    if let tolerance = tolerance ?? (steps == nil && needsSizes(method, after: solver) ? 1e-3 : nil) {
      control.rule =
        StepControl.adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance).rule
    }
    var gradient = gradient?.method ?? solver.gradient
    if self.gradient == nil, gradient.reasonAgainst(method) != nil { gradient = .checkpointed }
    for reason in [
      method.reasonAgainst(type), control.reasonAgainst(method), gradient.reasonAgainst(method),
    ] {
      if let reason { throw .mismatch(reason) }
    }
    return Solver(
      method, control, gradient: gradient, stepLimit: solver.stepLimit, newton: solver.newton)
  }

  /// Whether a method needs step sizes where a solver's own has no use for them.
  private func needsSizes(_ method: Method, after solver: Solver) -> Bool {
    guard case .exponential = solver.method else { return false }
    if case .exponential = method { return false }
    return true
  }
}

/// Why a choice of a solver cannot be followed.
public enum SolverChoiceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No method has the name.
  case unknownMethod(String)
  /// The number of steps is not positive.
  case noSteps(Int)
  /// The tolerance is not positive.
  case noTolerance(Double)
  /// Steps are both fixed and chosen.
  case stepsAndTolerance(Int, Double)
  /// The parts do not go together, or not with the field.
  case mismatch(String)

  /// What is wrong and what to do, in one line.
  public var description: String {
    switch self {
    case .unknownMethod(let name):
      "There is no method '\(name)'; choose from "
        + (Method.all + Method.exponentials).map(\.name).joined(separator: ", ") + "."
    case .noSteps(let steps): "At least one step is needed, but \(steps) are asked for."
    case .noTolerance(let tolerance): "The tolerance is \(tolerance), but must be positive."
    case .stepsAndTolerance(let steps, let tolerance):
      "Either \(steps) equal steps or a tolerance of \(tolerance) can be had; ask for one of both."
    case .mismatch(let reason): reason
    }
  }
}
