import Foundation
import Integrators
import Testing

/// What explicit and implicit methods spend on stiff problems.
///
/// With `GRAPHODE_REPORT` in the environment it prints the figures that the documentation quotes.
@Suite("Costs of stiff problems")
struct StiffCostTests {
  private func evaluations(_ problem: some ClassicalProblem, _ solver: Solver) -> Int? {
    let solution = solve(problem, from: problem.start, over: problem.interval, with: solver)
    let isDone = solution.outcome == .reachedEnd
    if ProcessInfo.processInfo.environment["GRAPHODE_REPORT"] != nil {
      print(
        "\(problem.name), \(solver.method), Newton \(solver.newton.relativeTolerance ?? 1e-13):",
        "\(solution.statistics.steps) steps, \(solution.statistics.evaluations) evaluations,",
        "\(solution.outcome) at \(solution.endTime)")
    }
    return isDone ? solution.statistics.evaluations : nil
  }

  private let control = StepControl.adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-6)

  private func problem(_ name: String) throws -> any ClassicalProblem {
    let index = try #require(ClassicalProblems.stiff.firstIndex { $0.name == name })
    return ClassicalProblems.stiff[index]
  }

  @Test(
    "Implicit methods follow them for a tenth of the evaluations",
    arguments: ["Robertson", "van der Pol, μ = 1000"])
  func stiffness(_ name: String) throws {
    let problem = try problem(name)
    let explicit = evaluations(problem, Solver(.dormandPrince5, control)) ?? .max
    for method in [Method.kvaerno3, .kvaerno5] {
      let implicit = evaluations(problem, Solver(method, control)) ?? .max
      #expect(implicit < explicit / 10)
    }
  }

  @Test("A looser tolerance of Newton's method loses components that are small and matter")
  func looseNewton() throws {
    let loose = NewtonKrylov(relativeTolerance: 1e-5)
    for name in ["Robertson", "van der Pol, μ = 1000"] {
      let solver = Solver(.kvaerno3, control, stepLimit: 1000, newton: loose)
      let count = evaluations(try problem(name), solver)
      #expect(count == nil)
    }
  }
}
