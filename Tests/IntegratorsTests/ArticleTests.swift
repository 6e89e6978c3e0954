import Integrators
import Tensors
import Testing
import _TestSupport

/// The code of the article on solving.
// snippet: article-observations
extension Relaxation: AutonomousField {}

// snippet: end
@Suite("The article's code does what its words say")
struct ArticleTests {
  let field = Relaxation(
    weight: Tensor(shape: [2, 2], elements: [0.5, -2, 2, 0.5], scalarType: .float64),
    bias: Tensor(shape: [2], elements: [0.1, 0], scalarType: .float64))
  let start = Tensor(shape: [1, 2], elements: [1, 0], scalarType: .float64)
  let solver = Solver(
    .dormandPrince5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-8))

  @Test("Solving and differentiating")
  func solving() {
    // snippet: article-solve
    let field = Relaxation(
      weight: Tensor(shape: [2, 2], elements: [0.5, -2, 2, 0.5], scalarType: .float64),
      bias: Tensor(shape: [2], elements: [0.1, 0], scalarType: .float64))
    let start = Tensor(shape: [1, 2], elements: [1, 0], scalarType: .float64)
    let solver = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-8))

    let end = integrate(field, from: start, over: 0...2, with: solver)
    let slope = gradient(at: field) { field in
      integrate(field, from: start, over: 0...2, with: solver).sum().scalar
    }
    // snippet: end
    #expect(end.allFinite && slope.weight.shape == [2, 2] && slope.bias.shape == [2])
  }

  @Test("Other solvers")
  func solvers() {
    let expected = integrate(field, from: start, over: 0...2, with: solver)
    // snippet: article-solvers
    let tolerance = StepControl.adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-8)
    let solvers = [
      Solver(.tsitouras5, tolerance),  // explicit, its steps chosen by their error
      Solver(.kvaerno5, tolerance),  // implicit, for stiff fields
      Solver(.rk4, .steps(100)),  // steps of equal size
      Solver(.adamsBashforth4, .stepSize(0.02)),  // one evaluation a step
      Solver(.reversibleRK4, .steps(100), gradient: .reversible(tolerance: 1e-8)),
    ]
    for solver in solvers {
      let end = integrate(field, from: start, over: 0...2, with: solver)
      print(solver.method, end)
    }
    // snippet: end
    for solver in solvers {
      let end = integrate(field, from: start, over: 0...2, with: solver)
      #expect(largestDifference(end, expected) < 2e-5, "\(solver.method)")
    }
  }

  @Test("Saved states, trajectories, and times that decrease")
  func saving() {
    // snippet: article-saving
    let solution = solve(field, from: start, over: 0...2, saving: .times([0.5, 1.5]), with: solver)
    let early = solution.states[0]  // the state at 0.5

    let trajectory = solve(field, from: start, over: 0...2, saving: .trajectory, with: solver).trajectory
    let middle = trajectory(at: 0.7)

    let backwards = TimeSpan(from: 2, to: 0)
    let origin = integrate(field, from: solution.end, over: backwards, with: solver)

    let lateness = gradient(at: TimeSpan(from: 0, to: 2)) { span in
      integrate(field, from: start, over: span, with: solver).sum().scalar
    }
    // snippet: end
    #expect(solution.times == [0.5, 1.5])
    #expect(largestDifference(early, trajectory(at: 0.5)) < 1e-12)
    #expect(largestDifference(middle, integrate(field, from: start, over: 0...0.7, with: solver)) < 1e-5)
    #expect(largestDifference(origin, start) < 1e-4)
    #expect(abs(lateness.end - field(solution.end, at: 2).sum().scalar) < 1e-4)
  }

  @Test("Events and jumps")
  func events() {
    // snippet: article-events
    struct Empty: EventFunction {
      var level: Tensor
      var direction: EventDirection { .falling }

      @differentiable(reverse)
      func callAsFunction(_ state: Tensor, at time: Double) -> Double {
        state.sum().scalar - level.scalar
      }
    }

    struct Refill: JumpMap {
      var amount: Tensor

      @differentiable(reverse)
      func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state + amount }
    }

    let empty = Empty(level: Tensor(0.2, scalarType: .float64))
    let refill = Refill(amount: Tensor(0.5, scalarType: .float64))
    let span = TimeSpan(from: 0, to: 2)

    let first = solve(field, from: start, over: span, until: empty, with: solver)
    let all = solve(field, from: start, over: span, jumpingAt: empty, by: refill, with: solver)
    let benefit = gradient(at: refill) { refill in
      solve(field, from: start, over: span, jumpingAt: empty, by: refill, with: solver).end.sum().scalar
    }
    // snippet: end
    #expect(first.outcome == .event && abs(first.end.sum().scalar - 0.2) < 1e-12)
    #expect(all.outcome == .reachedEnd && all.eventTimes.count > 1)
    #expect(all.eventTimes.first == first.endTime)
    #expect(benefit.amount.scalar != 0)
  }

  @Test("Every gradient method")
  func gradients() {
    let expected = gradient(at: field) {
      integrate($0, from: start, over: 0...2, with: solver).sum().scalar
    }
    var found: [Tensor] = []
    // snippet: article-gradients
    let methods: [GradientMethod] = [
      .checkpointed, .direct, .recursive(budget: 8), .interpolated(), .backsolve(),
    ]
    for method in methods {
      let solver = Solver(.dormandPrince5, solver.stepControl, gradient: method)
      let slope = gradient(at: field) { field in
        integrate(field, from: start, over: 0...2, with: solver).sum().scalar
      }
      print(method, slope.weight)
      // snippet: end
      found.append(slope.weight)
      // snippet: article-gradients
    }
    // snippet: end
    for slope in found { #expect(largestDifference(slope, expected.weight) < 1e-4) }
  }

  @Test("Quantities beside the state")
  func integrals() {
    // snippet: article-integrals
    let augmented = field.integrating(KineticEnergy())
    let both = integrate(
      augmented, from: augmented.start(from: start, at: 0), over: 0...2, with: solver)
    let energy = both.second.scalar  // ∫ |dy/dt|² dt, with both.first the state
    // snippet: end
    #expect(energy > 0)
    #expect(largestDifference(both.first, integrate(field, from: start, over: 0...2, with: solver)) < 1e-5)
  }

  @Test("Several samples, and steady states")
  func samplesAndSteadyStates() {
    // snippet: article-samples
    let both = Tensor(shape: [2, 2], elements: [1, 0, 0, 1], scalarType: .float64)
    let times = SampleTimes([[0.5, 1], [0.3, 0.9, 2]])  // those of the first row, of the second
    let sampled = solve(field, from: both, sampledAt: times, over: 0...2, with: solver)
    let second = sampled.samples[1]  // [3, 2]: the second row's states at its three times
    // snippet: end
    #expect(second.shape == [3, 2] && sampled.samples[0].shape == [2, 2])
    // snippet: article-steady
    let rest = steadyState(of: field, from: start, at: 0, with: SteadyStateSolver(tolerance: 1e-10))
    // snippet: end
    #expect(rest.outcome == .steady && rest.residual <= 1e-10)
  }

  @Test("Failure is a value")
  func failure() {
    // snippet: article-failure
    let hurried = Solver(.rk4, .stepSize(0.001), stepLimit: 100)
    let partial = solve(field, from: start, over: 0...2, with: hurried)
    if !partial.outcome.isSuccess {
      print("stopped at \(partial.endTime): \(partial.outcome)")  // stopped at 0.1: stepLimit
    }
    let end = integrate(field, from: start, over: 0...2, with: hurried)  // not a number
    // snippet: end
    #expect(partial.outcome == .stepLimit && abs(partial.endTime - 0.1) < 1e-12)
    #expect(end.elements.allSatisfy { $0.isNaN })
  }

  @Test("Fields of two parts and of second order")
  func otherFields() {
    // snippet: article-other-fields
    let split = integrate(
      DecayAndGrowth(rate: Tensor(1000, scalarType: .float64)), from: start, over: 0...2,
      with: Solver(.kennedyCarpenter4, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5)))

    let swing = integrate(
      HardeningSpring(stiffness: Tensor(2, scalarType: .float64)), from: Pair(start, 0 * start),
      over: 0...2, with: Solver(.leapfrog, .steps(100)))
    // snippet: end
    #expect(split.elements.allSatisfy { abs($0) < 1e-4 })
    #expect(swing.first.allFinite && swing.first.elements[0] < 0)
  }

  @Test("From one observation to the next")
  func observations() {
    // snippet: article-observations
    struct Correction: ObservationUpdate {
      var trust: Tensor

      @differentiable(reverse,wrt: (self, state))
      func callAsFunction(_ state: Tensor, observing reading: (values: Tensor, seen: Tensor)) -> Tensor {
        state + trust * reading.seen * (reading.values - state)
      }
    }

    let both = Tensor(shape: [2, 2], elements: [1, 0, 0, 1], scalarType: .float64)
    let elapsed = [[0.3], [0.7]].map { Tensor(shape: [2, 1], elements: $0 + [1], scalarType: .float64) }
    let readings = [[1.0, 0], [1, 1]].map { seen in
      (values: 0.5 * both, seen: Tensor(shape: [2, 1], elements: seen, scalarType: .float64))
    }
    let correction = Correction(trust: Tensor(0.8, scalarType: .float64))
    let patient = Solver(.dormandPrince5, solver.stepControl, gradient: .recomputed())
    let filtered = solve(
      field, from: both, observing: readings, after: elapsed, by: correction, with: patient)
    let forecast = solve(field, from: filtered.end, readAfter: [elapsed[0]], with: patient).arrivals[0]
    // snippet: end
    #expect(filtered.arrivals.count == 2 && forecast.shape == [2, 2])
    #expect(filtered.outcome == .reachedEnd)
  }
}
