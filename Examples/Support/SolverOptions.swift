public import ArgumentParser
public import GraphODE

/// How a model's equation is solved, where it is not as the model was tuned for.
package struct SolverOptions: ParsableArguments {
  @Option(
    help: """
      The method of one step, such as dormand-prince-5, rk4 or asynchronous-leapfrog; by default what the \
      model was tuned for.
      """)
  package var method: String?

  // Unconditional: a number below zero is told from an option and refused with its value.
  @Option(parsing: .unconditional, help: "Take this number of equal steps over each solve.")
  package var steps: Int?

  @Option(
    parsing: .unconditional,
    help: "Choose steps whose errors stay below this tolerance, relative and absolute.")
  package var tolerance: Double?

  @Option(
    help: """
      How the gradient of a solve is computed: direct keeps all, checkpointed one state a step, recursive 16 \
      states; reversible undoes the steps (MALI: by asynchronous-leapfrog unless --method names \
      another reversible method); backsolve and interpolated solve the adjoint equation.
      """)
  package var gradient: SolverChoice.Gradient?

  package init() {}

  package func validate() throws {
    do { try choice.validate() } catch { throw ValidationError("\(error)") }
  }

  /// What is asked for.
  package var choice: SolverChoice {
    SolverChoice(method: method, steps: steps, tolerance: tolerance, gradient: gradient)
  }
}

extension SolverChoice.Gradient: ExpressibleByArgument {}

extension SolverChoice {
  /// What is asked for, with a comma before each part, to tell runs apart by; empty where nothing is.
  package var suffix: String {
    let parts = [
      method, steps.map { "\($0) steps" }, tolerance.map { "tolerance \($0)" },
      gradient.map { "gradient \($0.rawValue)" },
    ]
    return parts.compactMap(\.self).map { ", " + $0 }.joined()
  }
}

extension TensorMemory {
  /// The largest number of bytes that tensors held at once, in units of 10⁶ bytes.
  package static var peakMegabytes: Double { Double(peakBytes) / 1e6 }
}
