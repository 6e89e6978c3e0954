import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Solving with implicit methods")
struct ImplicitSolveTests {
  let start = samples([3], from: 0.5, to: 1.5)
  let rate = samples([3], from: 1, to: 2, seed: 1)

  @Test(
    "The error falls at the stated order on a nonlinear field, inside steps too",
    arguments: Method.implicit + Method.additive)
  func convergence(of method: Method) {
    let field = SplitLogistic(rate: rate)
    let exact = SeasonalLogistic(rate: rate)
    let times = samples([1000], from: 0.1, to: 1.7).elements.sorted()
    // Stages are solved to round-off, so that nothing but the method's own error shows.
    let newton = NewtonKrylov(relativeTolerance: 1e-15)
    func errors(_ steps: Int) -> (end: Double, inside: Double) {
      let solution = solve(
        field, from: start, over: 0...1.75, saving: .times(times),
        with: Solver(method, .steps(steps), newton: newton))
      let inside = zip(times, solution.states).map {
        largestDifference($1, exact.solution(from: start, at: $0))
      }
      return (
        largestDifference(solution.end, exact.solution(from: start, at: 1.75)),
        inside.reduce(0, +) / Double(times.count)
      )
    }
    // Steps so small that the leading term rules, but so large that it is far above round-off.
    let steps = [1: 256, 5: 32][method.order] ?? 64
    let (coarse, fine) = (errors(steps), errors(2 * steps))
    #expect(fine.end > 1e-13 && fine.inside > 1e-13, "\(method) reaches round-off")
    let order = Double(method.order)
    let observed = (log2(coarse.end / fine.end), log2(coarse.inside / fine.inside))
    #expect(abs(observed.0 - order) < 0.15, "\(method): observed order \(observed.0)")
    #expect(abs(observed.1 - order) < 0.15, "\(method): observed order \(observed.1) inside steps")
  }

  @Test(
    "The classical stiff problems are solved within a multiple of the tolerance",
    arguments: ClassicalProblems.stiff, [Method.kvaerno3, .kvaerno5])
  func classicalProblems(_ problem: any ClassicalProblem, _ method: Method) {
    for tolerance in [1e-3, 1e-6, 1e-9] { expectSolved(problem, method, tolerance) }
  }

  private func expectSolved(_ problem: some ClassicalProblem, _ method: Method, _ tolerance: Double) {
    let solver = Solver(
      method,
      .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance * min(problem.scale, 1)))
    let solution = solve(problem, from: problem.start, over: problem.interval, with: solver)
    let error = largestDifference(solution.end, problem.solution(at: problem.interval.upperBound))
    #expect(solution.outcome == .reachedEnd)
    #expect(error < 100 * tolerance * problem.scale, "\(problem.name), \(method), \(tolerance)")
  }

  @Test(
    "A component that decays at once does not spoil the others",
    arguments: [Method.kvaerno3, .kvaerno5], [1e-3, 1e-6, 1e-9])
  func transient(_ method: Method, _ tolerance: Double) {
    let solver = Solver(method, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
    let start = Tensor(shape: [1, 2], elements: [1, 0], scalarType: .float64)
    let solution = solve(LinearField.twoRates(stiffness: 1e6), from: start, over: 0...2, with: solver)
    let exact = Tensor(shape: [1, 2], elements: [2 * exp(-2.0), -exp(-2.0)], scalarType: .float64)
    #expect(solution.outcome == .reachedEnd)
    #expect(largestDifference(solution.end, exact) < 100 * tolerance)
  }

  @Test("Single precision suffices for stiff fields", arguments: Method.implicit)
  func singlePrecision(_ method: Method) {
    let start = Tensor(shape: [1, 2], elements: [1, 0], scalarType: .float32)
    let control: StepControl =
      method.order < 3 ? .steps(500) : .adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4)
    let solution = solve(
      LinearField.twoRates(stiffness: 1e4, scalarType: .float32), from: start, over: 0...2,
      with: Solver(method, control))
    let exact = Tensor(shape: [1, 2], elements: [2 * exp(-2.0), -exp(-2.0)], scalarType: .float32)
    #expect(solution.outcome == .reachedEnd)
    // Implicit Euler's own error is of the size of a step, 1/250, and the solution's second derivative.
    #expect(largestDifference(solution.end, exact) < 2e-3)
  }

  @Test("The number of steps does not grow with the stiffness", arguments: [Method.kvaerno3, .kvaerno5])
  func stepCounts(_ method: Method) {
    func steps(_ stiffness: Double) -> Int {
      let solver = Solver(method, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5))
      let one = Tensor.ones([1], scalarType: .float64)
      let solution = solve(
        TrackedCosine(stiffness: -stiffness), from: one, over: 0...3, with: solver)
      return solution.outcome.isSuccess ? solution.statistics.steps : .max
    }
    let mild = steps(1e2)
    for stiffness in [1e4, 1e6, 1e8] { #expect(steps(stiffness) <= mild) }
  }

  @Test("One huge step of an L-stable method leaves nothing of what should decay")
  func damping() {
    let field = LinearField(matrix: Tensor(shape: [1, 1], elements: [-1e8], scalarType: .float64))
    let one = Tensor.ones([1, 1], scalarType: .float64)
    for method in [Method.implicitEuler, .kvaerno3, .kvaerno5] {
      let end = integrate(field, from: one, over: 0...1, with: Solver(method, .steps(1)))
      // The growth factor is at most 13 over h λ.
      #expect(abs(end.elements[0]) < 2e-7, "\(method)")
    }
    // The trapezoidal rule keeps its magnitude.
    let end = integrate(field, from: one, over: 0...1, with: Solver(.trapezoid, .steps(1)))
    #expect(abs(end.elements[0] + 1) < 1e-6)
  }

  @Test(
    "Stiff diffusion with a soft reaction takes few steps within the tolerance", arguments: Method.additive)
  func reactingRod(_ method: Method) {
    let field = ReactingRod(strength: samples([1, 24], from: 2, to: 6))
    let start = samples([1, 24], from: 0, to: 1, seed: 3)
    let reference = integrate(
      field, from: start, over: 0...0.5,
      with: Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12)))
    for tolerance in [1e-3, 1e-6] {
      let control = StepControl.adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance)
      let solution = solve(field, from: start, over: 0...0.5, with: Solver(method, control))
      let explicit = solve(field, from: start, over: 0...0.5, with: Solver(.bogackiShampine3, control))
      #expect(solution.outcome == .reachedEnd)
      #expect(largestDifference(solution.end, reference) < 100 * tolerance)
      #expect(4 * solution.statistics.steps < explicit.statistics.steps)
    }
  }
}
