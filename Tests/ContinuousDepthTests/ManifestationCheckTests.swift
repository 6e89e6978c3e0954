import ContinuousDepth
import GraphODE
import Testing

@Suite("Manifestation checks")
struct ManifestationCheckTests {
  /// Whether the end of a decay at the rate 3 has the sign of its start, as 0 or 1.
  ///
  /// It has in truth; a step of Euler's method multiplies by `1 − 3h`, which is negative for one step.
  private func keepsSign(_ model: DepthFlow<DecayField>) -> SolverScore {
    let solution = model(Tensor(1, scalarType: .float64))
    return SolverScore(solution.end.scalar > 0 ? 1 : 0, statistics: solution.statistics)
  }

  private func check(steps: Int) -> ManifestationCheck {
    let model = DecayTask.model(rate: 3, Solver(.euler, .steps(steps)))
    let solvers = ManifestationCheck.solvers(
      around: model.solver, over: 1, factors: [0.25, 0.5, 1, 2, 4], tolerances: [1e-6])
    return ManifestationCheck(of: model, with: solvers, over: 1, tolerance: 0.01, score: keepsSign)
  }

  @Test("A model that lives by one large step is found out")
  func discrete() {
    let check = check(steps: 1)
    #expect(check.trained.score == 0 && check.largestDifference == 1)
    #expect(!check.isContinuous)
    #expect(check.criticalStep == nil)
    #expect(
      check.verdict == """
        No continuous model: it scores 0.0 with euler with 1 step, as in training, but 1.0 with euler with 2 \
        steps, a difference of 1.0 where 0.01 is allowed.
        """)
  }

  @Test("A model with small steps is continuous, down to the step at which the sign turns")
  func continuous() {
    let check = check(steps: 4)
    #expect(check.isContinuous)
    // Two steps of one half multiply by −1/2 each, one by −2.
    #expect(check.criticalStep == 0.5)
    #expect(
      check.verdict.hasPrefix(
        "A continuous model: it scores 1.0 with euler with 4 steps, as in training, and all 10 solvers"))
    #expect(
      "\(check.table)" == """
        method             1 step  2 steps  4 steps  8 steps  16 steps  tol 1e-06
        ----------------  -------  -------  -------  -------  --------  ---------
        euler               (0.0)  (100.0)    100.0    100.0     100.0
        midpoint          (100.0)  (100.0)    100.0    100.0     100.0
        rk4               (100.0)  (100.0)    100.0    100.0     100.0
        dormand-prince-5                                                    100.0
        """)
  }

  @Test("The costs of each solve are kept")
  func statistics() {
    let check = check(steps: 4)
    #expect(check.trained.steps == 4 && check.trained.evaluations == 4)
    let rk4 = check.cells.filter { $0.solver.method == "rk4" }
    #expect(rk4.map(\.steps) == [1, 2, 4, 8, 16] && rk4.map(\.evaluations) == [4, 8, 16, 32, 64])
  }

  @Test("What counts and what agrees follows the scores")
  func scripted() throws {
    func check(_ scores: [Int: Double], tolerance: Double = 0.25) -> ManifestationCheck {
      let solvers = scores.keys.sorted().map { Solver(.euler, .steps($0)) }
      return ManifestationCheck(
        of: Solver(.euler, .steps(4)), with: solvers, over: 1, tolerance: tolerance
      ) { solver in
        guard case .steps(let count) = solver.stepControl.rule else {
          return SolverScore(.nan, statistics: .init())
        }
        return SolverScore(scores[count] ?? .nan, statistics: .init())
      }
    }
    // A difference of the tolerance itself is none; coarser steps do not count.
    let even = check([2: 0, 4: 0.5, 8: 0.75])
    #expect(even.isContinuous && even.criticalStep == 0.25)
    #expect(!check([4: 0.5, 8: 0.78]).isContinuous)
    // Accuracies of a thousand nodes that are ten apart are 0.01 apart, whatever round-off says.
    #expect(0.802 - 0.792 > 0.01 && check([4: 0.802, 8: 0.792], tolerance: 0.01).isContinuous)
    // Agreement beyond a step that disagrees is luck.
    #expect(check([1: 0.5, 2: 0, 4: 0.5, 8: 0.5]).criticalStep == 0.25)

    let failing = check([4: 0.5, 8: .nan])
    #expect(!failing.isContinuous && failing.cells[1].score == nil)
    #expect(failing.largestDifference == .infinity && even.largestDifference == 0.25)
    #expect(
      failing.verdict == """
        No continuous model: it scores 0.5 with euler with 4 steps, as in training, but the solve with euler \
        with 8 steps fails.
        """)
    #expect("\(failing.table)".contains("fails!"))
    #expect(
      check([4: .nan, 8: 0.5]).verdict
        == "No continuous model: the solve with euler with 4 steps, as in training, fails.")
    let none = check([2: 0.5])
    #expect(!none.isContinuous)
    let unjudged = ManifestationCheck(
      of: Solver(.euler, .steps(4)), with: [Solver(.rk4, .steps(2))], over: 1, tolerance: 0
    ) { _ in SolverScore(0.5, statistics: .init()) }
    #expect(!unjudged.isContinuous && unjudged.largestDifference == nil)
    #expect(
      unjudged.verdict
        == "No verdict: of 1 solvers tried none is at least as exact as euler with 4 steps.")
  }

  @Test("A solve that fails is a score that fails")
  func failedSolve() {
    let model = DecayTask.model(rate: .infinity, Solver(.euler, .steps(2)))
    let check = ManifestationCheck(of: model, with: [], over: 1, tolerance: 0.1) { model in
      let solution = model(Tensor(1, scalarType: .float64))
      return SolverScore(solution.endOrNotANumber.scalar, statistics: solution.statistics)
    }
    #expect(check.trained.score == nil)
  }

  @Test("Solvers are tried once each, around the steps or tolerances of the training")
  func solvers() {
    let around = ManifestationCheck.solvers(
      around: Solver(.euler, .stepSize(0.4)), over: 1, methods: [.euler], factors: [0.1, 0.5, 1, 1.5],
      tolerances: [])
    #expect(around == [1, 2, 3, 5].map { Solver(.euler, .steps($0)) })
    let control = StepControl.adaptive(relativeTolerance: 0.5, absoluteTolerance: 0.25)
    let adaptive = ManifestationCheck.solvers(
      around: Solver(.heun, control.landing(on: [0.7])), over: 1, factors: [1, 4], tolerances: [1e-6])
    let expected = [Integrators.Method.heun, .dormandPrince5].flatMap { method in
      [(0.5, 0.25), (0.125, 0.0625)].map {
        Solver(
          method,
          .adaptive(relativeTolerance: $0.0, absoluteTolerance: $0.1).landing(on: [0.7]))
      }
    }
    #expect(adaptive == expected)
  }
}
