import ContinuousDepth
import Foundation
import GraphODE
import Testing

/// Returns scripted scores, each for one solve, and remembers the solvers.
private struct Script {
  var scores: [(value: Double, evaluations: Int)]
  private(set) var solvers: [Solver] = []

  init(_ values: [Double]) { scores = values.map { ($0, 10) } }
  init(_ scores: [(Double, Int)]) { self.scores = scores }

  mutating func next(_ solver: Solver) -> SolverScore {
    solvers.append(solver)
    guard solvers.count <= scores.count else {
      Issue.record("Solve \(solvers.count) by \(solver) is not in the script.")
      return SolverScore(.nan, statistics: Statistics())
    }
    let (value, evaluations) = scores[solvers.count - 1]
    var statistics = Statistics()
    statistics.evaluations = evaluations
    return SolverScore(value, statistics: statistics)
  }
}

private func adaptive(_ method: Integrators.Method, _ tolerance: Double) -> Solver {
  Solver(method, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
}

@Suite("Adapted steps")
struct StepAdaptationTests {
  private let start = Solver(.euler, .stepSize(0.25))

  @Test("The published test solvers: midpoint after Euler, rk4 after midpoint, at a fiftieth of the error")
  func publishedTestSolvers() {
    func test(_ method: Integrators.Method, _ step: Double, over length: Double = 1) -> Solver {
      StepAdaptation.testSolver(for: Solver(method, .stepSize(step)), over: length)
    }
    #expect(test(.euler, 0.5) == Solver(.midpoint, .stepSize(sqrt(0.5 / 50))))
    #expect(test(.euler, 0.015625) == Solver(.midpoint, .stepSize(0.015625)))
    #expect(test(.midpoint, 0.5) == Solver(.rk4, .stepSize(pow(0.25 / 50, 1.0 / 4))))
    #expect(test(.midpoint, 0.125) == Solver(.rk4, .stepSize(0.125)))
    // What counts is the share of the span.
    #expect(test(.euler, 4, over: 8) == Solver(.midpoint, .stepSize(8 * sqrt(0.5 / 50))))

    func exact(_ solver: Solver) -> Solver { StepAdaptation.testSolver(for: solver, over: 1) }
    #expect(exact(adaptive(.fehlberg2, 0.5)) == adaptive(.dormandPrince5, 0.5 * (1 / 5)))
    #expect(exact(adaptive(.dormandPrince5, 0.5)) == adaptive(.dormandPrince5, 0.5 * (1 / 10)))
  }

  @Test(
    "For every method the expected error of the test solver is a fiftieth at most, at no larger steps",
    arguments: Integrators.Method.all)
  func testSolvers(method: Integrators.Method) throws {
    for share in [1, 0.4, 0.02, 1.0 / 500] {
      let test = StepAdaptation.testSolver(for: Solver(method, .stepSize(3 * share)), over: 3)
      guard case .stepSize(let size) = test.stepControl.rule else {
        Issue.record("\(test.stepControl.rule)")
        return
      }
      let (own, other) = (pow(share, Double(method.order)), pow(size / 3, Double(test.method.order)))
      #expect(other <= own / 50 * (1 + 1e-12) && size <= 3 * share)
      #expect(test.method.order > method.order || test.method == method)
      if method.order <= 6 && !["kvaerno-5"].contains(method.name) {
        #expect(test.method.order > method.order)
      }
    }
    guard method.errorOrder != nil else { return }
    let test = StepAdaptation.testSolver(for: adaptive(method, 1e-3), over: 1)
    let factor = test.method == method ? 10.0 : 5
    #expect(test == adaptive(test.method, 1e-3 * (1 / factor)) && test.method.order >= method.order)
  }

  @Test("On an oscillator the test solver's error is a small part of the error that it measures")
  func measuredErrors() {
    let flow = { (solver: Solver) in
      let model = DecayTask.model(rate: 1.5, solver)
      return abs(model(Tensor(1, scalarType: .float64)).end.scalar - exp(-1.5))
    }
    for method in [Integrators.Method.euler, .midpoint, .heun, .rk4] {
      for steps in [3, 10, 100] where method.order < 4 || steps < 100 {
        let solver = Solver(method, .steps(steps))
        #expect(flow(StepAdaptation.testSolver(for: solver, over: 1)) < flow(solver) / 20)
      }
    }
  }

  @Test("Scores that differ halve the step, down to the largest number of steps")
  func refining() {
    var adaptation = StepAdaptation(over: 1, largestStepCount: 10)
    var solver = start
    for expected in [0.125, 0.1, 0.1] {
      var script = Script([0.9, 0.8])
      let before = solver
      solver = adaptation.check(solver, atUpdate: 50) { script.next($0) }
      #expect(solver == Solver(.euler, .stepSize(expected)))
      #expect(script.solvers == [before, StepAdaptation.testSolver(for: before, over: 1)])
    }
    #expect(adaptation.history.map(\.decision) == [.refined, .refined, .keptAtLimit])
    // Steps that are finer than the limit already stay.
    let fine = Solver(.euler, .stepSize(0.05))
    var script = Script([0.9, 0.8])
    #expect(adaptation.check(fine, atUpdate: 100) { script.next($0) } == fine)
    #expect(adaptation.history.last?.decision == .keptAtLimit)
  }

  @Test("Scores that agree let the step grow, up to the span, if they still agree then")
  func coarsening() {
    var adaptation = StepAdaptation(over: 1)
    var script = Script([0.9, 0.9, 0.9])
    let first = adaptation.check(start, atUpdate: 50) { script.next($0) }
    #expect(first == Solver(.euler, .stepSize(0.25 * 1.1)))
    #expect(script.solvers == [start, StepAdaptation.testSolver(for: start, over: 1), first])

    // The larger step is judged by the exact score, not by that of the smaller one.
    script = Script([0.9005, 0.9, 0.899])
    #expect(
      adaptation.check(first, atUpdate: 100) { script.next($0) }
        == Solver(.euler, .stepSize(0.25 * 1.1 * 1.1)))
    script = Script([0.9, 0.9009, 0.8995])
    #expect(adaptation.check(first, atUpdate: 150) { script.next($0) } == first)

    let large = Solver(.euler, .stepSize(0.95))
    script = Script([0.9, 0.9, 0.9])
    #expect(adaptation.check(large, atUpdate: 200) { script.next($0) } == Solver(.euler, .stepSize(1)))
    script = Script([0.9, 0.9])
    #expect(
      adaptation.check(Solver(.euler, .steps(1)), atUpdate: 250) { script.next($0) }
        == Solver(.euler, .stepSize(1)))
    #expect(
      adaptation.history.map(\.decision)
        == [.coarsened, .coarsened, .keptByScore, .coarsened, .keptAtLimit])
    #expect(adaptation.history.map(\.proposedScore) == [0.9, 0.899, 0.8995, 0.9, nil])
  }

  @Test("The threshold is a tenth of a percentage point, and belongs to agreement")
  func threshold() {
    var adaptation = StepAdaptation(over: 1)
    #expect(adaptation.interval == 50 && adaptation.threshold == 0.001 && adaptation.largestStepCount == 500)
    adaptation = StepAdaptation(over: 1, threshold: 0.25)
    var script = Script([0.5, 0.75, 0.5])
    #expect(adaptation.check(start, atUpdate: 50) { script.next($0) } != start)
    #expect(adaptation.history[0].decision == .coarsened)
    script = Script([0.5, 0.7501])
    _ = adaptation.check(start, atUpdate: 100) { script.next($0) }
    #expect(adaptation.history[1].decision == .refined)
  }

  @Test("A solve that fails agrees with nothing, not even with another that fails")
  func failures() {
    var adaptation = StepAdaptation(over: 1)
    for scores in [[.nan, 0.9], [0.9, .nan], [.nan, .nan]] {
      var script = Script(scores)
      let next = adaptation.check(start, atUpdate: 50) { script.next($0) }
      #expect(next == Solver(.euler, .stepSize(0.125)))
    }
    var script = Script([0.9, 0.9, .nan])
    #expect(adaptation.check(start, atUpdate: 50) { script.next($0) } == start)
    #expect(adaptation.history.map(\.decision) == [.refined, .refined, .refined, .keptByScore])
    #expect(adaptation.history[2].trainedScore == nil && adaptation.history[3].proposedScore == nil)
  }

  @Test("Tolerances are halved, or grow by a tenth, both alike")
  func tolerances() {
    let solver = Solver(.fehlberg2, .adaptive(relativeTolerance: 0.5, absoluteTolerance: 0.125))
    var adaptation = StepAdaptation(over: 1)
    var script = Script([(0.9, 10), (0.8, 20)])
    #expect(
      adaptation.check(solver, atUpdate: 50) { script.next($0) }
        == Solver(.fehlberg2, .adaptive(relativeTolerance: 0.25, absoluteTolerance: 0.0625)))
    script = Script([(0.9, 10), (0.9, 20), (0.9, 9)])
    #expect(
      adaptation.check(solver, atUpdate: 100) { script.next($0) }
        == Solver(.fehlberg2, .adaptive(relativeTolerance: 0.5 * 1.1, absoluteTolerance: 0.125 * 1.1)))
  }

  @Test("The exact solve gets tighter until it costs more than the one that it judges")
  func tighterTests() {
    let solver = adaptive(.dormandPrince5, 0.5)
    var adaptation = StepAdaptation(over: 1)
    var script = Script([(0.9, 20), (0.7, 20), (0.8, 19), (0.9, 21), (0.9, 20)])
    _ = adaptation.check(solver, atUpdate: 50) { script.next($0) }
    let tested = 0.5 * (1.0 / 10)
    #expect(
      script.solvers
        == [0.5, tested, tested / 10, tested / 10 / 10, 0.5 * 1.1].map { adaptive(.dormandPrince5, $0) })
    #expect(adaptation.history[0].decision == .coarsened && adaptation.history[0].testEvaluations == 21)

    // A tolerance that round-off does not let it meet ends the search.
    script = Script([(0.9, 20), (0.9, 20), (.nan, 5), (0.9, 20)])
    _ = adaptation.check(solver, atUpdate: 100) { script.next($0) }
    #expect(adaptation.history[1].decision == .coarsened && adaptation.history[1].testScore == 0.9)
    script = Script([(0.9, 20)] + Array(repeating: (0.9, 20), count: 30))
    _ = adaptation.check(solver, atUpdate: 150) { script.next($0) }
    #expect(script.solvers.count < 20)
  }

  @Test("Tolerances do not grow where evaluations have been the same in five checks")
  func steadyEvaluations() {
    var adaptation = StepAdaptation(over: 1)
    var solver = adaptive(.fehlberg2, 0.5)
    // Evaluations of the training's solver and of the proposed one, check by check.
    let counts = [(9, 9), (12, 12), (12, 12), (12, 12), (12, 12), (12, 12), (12, 11), (12, 12)]
    var decisions: [StepCheck.Decision] = []
    for (own, proposed) in counts {
      var script = Script([(0.9, own), (0.9, 40), (0.9, proposed)])
      solver = adaptation.check(solver, atUpdate: 50) { script.next($0) }
      decisions.append(adaptation.history.last?.decision ?? .refined)
    }
    #expect(
      decisions == [
        .coarsened, .coarsened, .coarsened, .coarsened, .coarsened, .keptByEvaluations, .coarsened,
        .keptByEvaluations,
      ])
  }

  @Test("Steps grow however long the evaluations are the same")
  func steadySteps() {
    var adaptation = StepAdaptation(over: 1)
    var solver = Solver(.euler, .stepSize(0.125))
    for _ in 0..<8 {
      var script = Script([0.9, 0.9, 0.9])
      solver = adaptation.check(solver, atUpdate: 50) { script.next($0) }
    }
    #expect(adaptation.history.allSatisfy { $0.decision == .coarsened })
  }

  @Test("The history tells which solver held when, and survives JSON to the bit")
  func history() throws {
    var adaptation = StepAdaptation(over: 3)
    #expect(adaptation.adapted(start) == start)
    var solver = start
    var found: [Solver] = []
    for (update, scores) in [(50, [0.9, 0.9, 0.9]), (100, [0.9, 0.8]), (150, [0.9, 0.9, 0.8])] {
      var script = Script(scores)
      solver = adaptation.check(solver, atUpdate: update) { script.next($0) }
      found.append(solver)
    }
    let data = try JSONEncoder().encode(adaptation)
    let read = try JSONDecoder().decode(StepAdaptation.self, from: data)
    #expect(read == adaptation)
    let asked = [0, 49, 50, 99, 100, 149, 150, .max]
    #expect(
      asked.map { read.adapted(start, afterUpdate: $0) }
        == [start, start, found[0], found[0], found[1], found[1], found[2], found[2]])
  }
}
