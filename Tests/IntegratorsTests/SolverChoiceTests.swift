import Foundation
import Integrators
import Tensors
import Testing

@Suite("Choices of a solver")
struct SolverChoiceTests {
  let tuned = Solver(.dormandPrince5, .steps(7), gradient: .recursive(budget: 3), stepLimit: 99)

  @Test("What is not asked for stays, and an empty choice changes nothing")
  func rest() throws {
    let choice = SolverChoice(method: "rk4")
    #expect(
      try choice.applied(to: tuned, for: Drift.self)
        == Solver(.rk4, .steps(7), gradient: .recursive(budget: 3), stepLimit: 99))
    #expect(try SolverChoice().applied(to: tuned, for: Drift.self) == tuned)
    #expect(SolverChoice().isEmpty && !choice.isEmpty)
  }

  @Test("A reversible gradient without a method is MALI's")
  func reversible() throws {
    let solver = try SolverChoice(gradient: .reversible).applied(to: tuned, for: Drift.self)
    #expect(solver.method == .asynchronousLeapfrog() && solver.gradient == .reversible(tolerance: 1e-3))
    let heun = try SolverChoice(method: "reversible-heun", gradient: .reversible)
      .applied(to: tuned, for: Drift.self)
    #expect(heun.method == .reversibleHeun)
  }

  @Test("Steps are fixed or chosen, and times to meet stay")
  func steps() throws {
    var solver = tuned
    solver.stepControl = solver.stepControl.landing(on: [0.5])
    let fixed = try SolverChoice(steps: 20).applied(to: solver, for: Drift.self)
    #expect(fixed.stepControl == .steps(20).landing(on: [0.5]))
    let chosen = try SolverChoice(tolerance: 1e-4).applied(to: solver, for: Drift.self)
    let adaptive = StepControl.adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4)
    #expect(chosen.stepControl == adaptive.landing(on: [0.5]))
  }

  @Test("A method with steps behind one that needs none chooses them")
  func firstSteps() throws {
    let solver = try SolverChoice(method: "dormand-prince-5").applied(to: .exponential(), for: Drift.self)
    #expect(solver.stepControl == .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3))
    #expect(solver.gradient == .direct)
  }

  @Test("A gradient that was not asked for gives way to the method")
  func givingWay() throws {
    var solver = tuned
    solver.gradient = .backsolve()
    let changed = try SolverChoice(method: "kvaerno-5").applied(to: solver, for: Drift.self)
    #expect(changed.gradient == .checkpointed)
  }

  @Test(
    "What makes no sense is refused in one line",
    arguments: [
      (SolverChoice(steps: 0), SolverChoiceError.noSteps(0)),
      (SolverChoice(tolerance: -1), .noTolerance(-1)),
      (SolverChoice(tolerance: .infinity), .noTolerance(.infinity)),
      (SolverChoice(steps: 2, tolerance: 1), .stepsAndTolerance(2, 1)),
      (SolverChoice(method: "magic"), .unknownMethod("magic")),
    ])
  func nonsense(choice: SolverChoice, expected: SolverChoiceError) {
    #expect(throws: expected) { try choice.applied(to: tuned, for: Drift.self) }
    #expect(!expected.description.contains("\n") && expected.description.hasSuffix("."))
  }

  @Test(
    "What does not go together is refused with the solver's own reason",
    arguments: [
      (SolverChoice(method: "leapfrog"), Method.leapfrog.reasonAgainst(Drift.self)),
      (SolverChoice(method: "exponential"), Method.exponential.reasonAgainst(Drift.self)),
      (
        SolverChoice(method: "kennedy-carpenter-3"),
        Method.named("kennedy-carpenter-3")?.reasonAgainst(Drift.self)
      ),
      (
        SolverChoice(method: "rk4", tolerance: 1e-3),
        StepControl.adaptive(
          relativeTolerance: 1, absoluteTolerance: 1
        ).reasonAgainst(.rk4)
      ),
      (
        SolverChoice(method: "rk4", gradient: .reversible),
        GradientMethod.reversible(tolerance: 1).reasonAgainst(.rk4)
      ),
    ])
  func mismatches(choice: SolverChoice, reason: String?) throws {
    let reason = try #require(reason)
    #expect(throws: SolverChoiceError.mismatch(reason)) { try choice.applied(to: tuned, for: Drift.self) }
  }

  @Test("A choice survives JSON")
  func coding() throws {
    let choice = SolverChoice(method: "rk4", steps: 3, gradient: .recursive)
    let data = try JSONEncoder().encode(choice)
    #expect(try JSONDecoder().decode(SolverChoice.self, from: data) == choice)
  }
}
