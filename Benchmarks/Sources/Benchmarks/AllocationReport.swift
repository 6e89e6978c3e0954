import CAllocationCount
import Foundation
import GraphODE

/// Says how many blocks of memory solves ask for, per step.
enum AllocationReport {
  /// Prints the blocks that each further step costs: the difference of a long and a short solve.
  static func print() {
    Swift.print(MarkdownTable.heading(["method", "blocks a step"]))
    for method in Method.all {
      line(method, "fixed steps") { .steps($0) }
      guard method.errorOrder != nil else { continue }
      line(method, "adaptive steps") {
        .adaptive(relativeTolerance: 1, absoluteTolerance: 1, largestStep: 1 / Double($0))
      }
    }
  }

  private static func line(_ method: Method, _ rule: String, _ control: (Int) -> StepControl) {
    let counts = [1000, 2000].map { blocks(of: Solver(method, control($0))) }
    let figure = String(format: "%.3f", (counts[1] - counts[0]) / 1000)
    Swift.print(MarkdownTable.row(["\(method), \(rule)", figure]))
  }

  /// The blocks of a solve along a field of the kind that the method needs.
  private static func blocks(of solver: Solver) -> Double {
    let state = Tensor(repeating: 1e-3, shape: [4])
    return switch solver.method {
    case .symplectic: blocks(of: solver, along: EffortlessMotion(), from: Pair(state, state))
    case .additiveRungeKutta: blocks(of: solver, along: EffortlessSplit(), from: state)
    default: blocks(of: solver, along: EffortlessField(), from: state)
    }
  }

  private static func blocks<Field: VectorField>(
    of solver: Solver, along field: Field, from state: Field.State
  ) -> Double {
    var before = 0
    for _ in 0..<2 {
      before = allocation_count_now().blocks
      let solution = solve(field, from: state, over: 0...1, with: solver)
      precondition(solution.outcome == .reachedEnd, "\(solver.method): \(solution.outcome)")
    }
    return Double(allocation_count_now().blocks - before)
  }
}
