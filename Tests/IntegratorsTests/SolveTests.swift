import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Solving")
struct SolveTests {
  let start = samples([3], from: 0.5, to: 1.5)
  let field = SeasonalDecay(rate: samples([3], from: 1, to: 2, seed: 1))

  @Test(
    "An adaptive solve keeps its error within a multiple of the tolerance",
    arguments: RungeKutta.pairs, [1e-3, 1e-6, 1e-9])
  func tolerance(_ method: RungeKutta, _ tolerance: Double) {
    // A method of order 2 takes some ten thousand steps a unit of time at the tightest tolerance.
    let end = method.order == 2 ? 1.0 : 5.0
    let solver = Solver(
      .rungeKutta(method), .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
    let solution = solve(field, from: start, over: 0...end, with: solver)
    #expect(solution.outcome == .reachedEnd && solution.endTime == end)
    let ratio = solution.end / field.solution(from: start, at: end)
    #expect(largestDifference(ratio, .ones([3], scalarType: .float64)) < method.toleranceMultiple * tolerance)
  }

  @Test(
    "Tighter tolerances cost more steps, each an evaluation a stage, one less where it is reused",
    arguments: RungeKutta.pairs)
  func statistics(_ method: RungeKutta) {
    func statistics(_ tolerance: Double) -> Statistics {
      solve(
        field, from: start, over: 0...5,
        with: Solver(
          .rungeKutta(method), .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
      ).statistics
    }
    let tableau = method.tableau
    let (loose, tight) = (statistics(1e-3), statistics(1e-6))
    #expect(tight.steps > loose.steps)
    for cost in [loose, tight] {
      // Two to start, one more a step behind the first where the last stage is not the next one's
      // first.
      let tried = (tableau.stageCount - 1) * (cost.steps + cost.rejectedSteps)
      #expect(cost.evaluations == 2 + tried + (tableau.isFirstSameAsLast ? 0 : cost.steps - 1))
    }
  }

  @Test("A method of k stages costs k evaluations a step, one less where the last is reused")
  func fixedStepEvaluations() {
    func evaluations(_ method: RungeKutta) -> Int {
      solve(field, from: start, over: 0...1, with: Solver(.rungeKutta(method), .steps(10)))
        .statistics.evaluations
    }
    #expect(RungeKutta.explicit.map(evaluations) == [10, 20, 20, 20, 30, 30, 40, 40, 60, 60, 80, 130])
  }

  @Test("A step size that divides the interval gives the same result as that many steps")
  func stepSize() {
    let byCount = solve(field, from: start, over: 1...2, with: Solver(.rk4, .steps(10)))
    let bySize = solve(field, from: start, over: 1...2, with: Solver(.rk4, .stepSize(0.1)))
    #expect(bySize.statistics.steps == 10)
    #expect(largestDifference(byCount.end, bySize.end) < 1e-15)
    let uneven = solve(field, from: start, over: 1...2, with: Solver(.rk4, .stepSize(0.3)))
    #expect(uneven.statistics.steps == 4 && uneven.endTime == 2)
    #expect(largestDifference(uneven.end, byCount.end) < 1e-3)
  }

  @Test("An interval of no length returns the initial state")
  func emptyInterval() {
    let solver = Solver(.rk4, .steps(3))
    let (solution, pullback) = valueWithPullback(at: start) {
      solve(field, from: $0, over: 1...1, with: solver)
    }
    #expect(solution.end == start && solution.outcome == .reachedEnd)
    #expect(pullback(.init(end: start, endTime: 0, states: .zero, trajectory: .zero)) == start)
  }

  @Test("A constant velocity is followed exactly, at growing steps")
  func constantVelocity() {
    let drift = Drift(velocity: start)
    let solver = Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6))
    let solution = solve(drift, from: start, over: 0...100, with: solver)
    #expect(largestDifference(solution.end, start * 101) < 1e-11)
    #expect(solution.statistics.steps < 10)
  }

  @Test("A solution that grows beyond all bounds ends as a failure, with the last state kept")
  func blowUp() {
    let state = Tensor(1, scalarType: .float64)
    let adaptive = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-9), stepLimit: 5000)
    let solution = solve(BlowUp(), from: state, over: 0...2, with: adaptive)
    #expect([.stepUnderflow, .nonFinite].contains(solution.outcome))
    #expect(abs(solution.endTime - 1) < 1e-3 && solution.end.allFinite)
    #expect(integrate(BlowUp(), from: state, over: 0...2, with: adaptive).scalar.isNaN)
    let fixed = solve(BlowUp(), from: state, over: 0...20, with: Solver(.euler, .steps(40)))
    #expect(fixed.outcome == .nonFinite)
  }

  @Test(
    "The step limit ends a solve with a partial result",
    arguments: [
      StepControl.steps(100), .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-12),
    ])
  func stepLimit(_ control: StepControl) {
    let solver = Solver(.dormandPrince5, control, stepLimit: 5)
    let solution = solve(field, from: start, over: 0...5, with: solver)
    #expect(solution.outcome == .stepLimit && solution.endTime < 5 && solution.endTime > 0)
    #expect(
      largestDifference(solution.end, field.solution(from: start, at: solution.endTime)) < 1e-3)
    #expect(integrate(field, from: start, over: 0...5, with: solver).elements.allSatisfy { $0.isNaN })
  }

  @Test("More steps than can be counted end at the step limit")
  func countlessSteps() {
    let solver = Solver(.euler, .stepSize(1e-300), stepLimit: 3)
    let solution = solve(field, from: start, over: 0...1, with: solver)
    #expect(solution.outcome == .stepLimit && solution.statistics.steps == 3)
  }

  @Test(
    "Steps too small to change the time end a solve, which keeps its result",
    arguments: [
      StepControl.stepSize(1e-30), StepControl.steps(.max),
      StepControl.adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3, largestStep: 1e-30),
    ])
  func standingStill(_ control: StepControl) {
    let solution = solve(field, from: start, over: 1...2, with: Solver(.dormandPrince5, control))
    #expect(solution.outcome == .stepUnderflow && solution.statistics.steps == 0)
    #expect(solution.end == start && solution.endTime == 1)
    for gradient in [GradientMethod.backsolve(control), .interpolated(control)] {
      let solver = Solver(.dormandPrince5, .steps(3), gradient: gradient)
      let slope = pullback(at: start) { integrate(field, from: $0, over: 1...2, with: solver) }(start)
      #expect(slope.elements.allSatisfy { $0.isNaN })
    }
  }

  @Test("A span that is too long to be measured is refused")
  func endlessSpan() async {
    await #expect(processExitsWith: .failure) {
      let span = TimeSpan(from: -1e308, to: 1e308)
      _ = solve(BlowUp(), from: Tensor(1), over: span, with: Solver(.rk4, .steps(3)))
    }
  }

  @Test("A field that is infinite a little ahead of the start is still followed up to there")
  func infiniteAhead() {
    // The first guess moves the state by a hundredth, to where the velocity is infinite.
    let solver = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-6), stepLimit: 50)
    let solution = solve(Wall(), from: Tensor(1, scalarType: .float64), over: 0...1, with: solver)
    #expect(solution.outcome != .reachedEnd)
    #expect(abs(solution.endTime - 0.005) < 1e-3)
    #expect(abs(solution.end.scalar - 1 - solution.endTime) < 1e-12)
  }

  @Test("A start late in time begins with a step that changes the time")
  func lateStart() {
    let drift = Drift(velocity: start.scaled(by: 1e9))
    let solver = Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6))
    let solution = solve(drift, from: start, over: 1e9...(1e9 + 1), with: solver)
    #expect(solution.outcome == .reachedEnd)
    #expect(largestDifference(solution.end, start * 1_000_000_001) < 1)
  }

  @Test("A solver whose parts were replaced is checked before a solve")
  func replacedParts() async {
    await #expect(processExitsWith: .failure) {
      var solver = Solver(.rk4, .steps(3))
      solver.stepControl = .steps(0)
      _ = solve(BlowUp(), from: Tensor(1), over: 0...1, with: solver)
    }
  }

  @Test("A state that is not a number is reported, not integrated")
  func notANumber() {
    let nothing = Tensor(repeating: .nan, shape: [3], scalarType: .float64)
    for control in [
      StepControl.steps(3), .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3),
    ] {
      let solution = solve(field, from: nothing, over: 0...1, with: Solver(.dormandPrince5, control))
      #expect(solution.outcome == .nonFinite)
      let still = solve(field, from: nothing, over: 1...1, with: Solver(.dormandPrince5, control))
      #expect(still.outcome == .nonFinite)
    }
  }

  @Test("A float32 solve follows the float64 one to single precision")
  func singlePrecision() {
    let single = SeasonalDecay(rate: field.rate.converted(to: .float32))
    let solver = Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-6))
    let end = integrate(single, from: start.converted(to: .float32), over: 0...3, with: solver)
    #expect(
      largestDifference(end.converted(to: .float64), field.solution(from: start, at: 3)) < 1e-4)
  }
}
