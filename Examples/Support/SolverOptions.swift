package import ArgumentParser
package import GraphODE

/// How a model's equation is solved, where it is not as the model was tuned for.
package struct SolverOptions: ParsableArguments {
  @Option(
    help: """
      The method of one step, such as dormand-prince-5, rk4, or asynchronous-leapfrog; by default what the \
      model was tuned for.
      """)
  package var method: String?

  @Option(parsing: .unconditional, help: "Take this number of equal steps over each solve.")
  package var steps: Int?

  @Option(
    parsing: .unconditional,
    help: "Choose steps whose error stays below this tolerance, relative and absolute.")
  package var tolerance: Double?

  @Option(
    help: """
      How the gradient of a solve is computed: direct keeps all, checkpointed one state a step, recursive 16 \
      states, reversible undoes the steps (MALI, with asynchronous-leapfrog unless --method names \
      another reversible one), backsolve and interpolated solve the adjoint equation.
      """)
  package var gradient: GradientChoice?

  package init() {}

  package func validate() throws {
    if let method, Method.named(method) == nil {
      let names = Self.methods.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no method '\(method)'; choose from \(names).")
    }
    if let steps, steps <= 0 {
      throw ValidationError("At least one step is needed, but --steps is \(steps).")
    }
    if let tolerance, !(tolerance > 0 && tolerance.isFinite) {
      throw ValidationError("--tolerance is \(tolerance), but must be positive.")
    }
    if steps != nil, tolerance != nil {
      throw ValidationError("--steps fixes the steps and --tolerance chooses them; give one of both.")
    }
  }

  /// Whether anything is to be changed.
  package var isEmpty: Bool { method == nil && steps == nil && tolerance == nil && gradient == nil }

  /// Returns a solver with what was asked for in place of its own.
  ///
  /// - Parameters:
  ///   - solver: The solver that the model was tuned for.
  ///   - type: The type of the model's field.
  /// - Returns: The solver to use.
  /// - Throws: Why the parts do not go together, with what to do.
  package func applied<Field: VectorField>(to solver: Solver, for type: Field.Type) throws -> Solver {
    var method = method.flatMap { Method.named($0) } ?? solver.method
    if gradient == .reversible, self.method == nil, !method.isReversible {
      method = .asynchronousLeapfrog()
    }
    var control = solver.stepControl
    if let steps { control = .steps(steps) }
    if let tolerance {
      control = .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance)
    } else if steps == nil, method.isStepped, !solver.method.isStepped {
      // Methods that are exact at any step size leave none for others to go by.
      control = .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3)
    }
    var gradient = gradient?.method ?? solver.gradient
    if self.gradient == nil, gradient.reasonAgainst(method) != nil { gradient = .checkpointed }
    for reason in [
      method.reasonAgainst(type), control.reasonAgainst(method), gradient.reasonAgainst(method),
    ] {
      if let reason { throw ValidationError(reason) }
    }
    return Solver(
      method, control, gradient: gradient, stepLimit: solver.stepLimit, newton: solver.newton)
  }

  /// The methods that can be asked for.
  private static let methods = Method.all + Method.exponentials
}

extension Method {
  /// Whether the error of a step depends on its size.
  fileprivate var isStepped: Bool { if case .exponential = self { false } else { true } }
}

/// A way to compute the gradient of a solve, by its name.
package enum GradientChoice: String, CaseIterable, ExpressibleByArgument {
  case direct, checkpointed, recursive, reversible, backsolve, interpolated

  /// The way with its usual number.
  package var method: GradientMethod {
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
