import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Reversible methods")
struct ReversibleMethodTests {
  let start = samples([3], from: 0.2, to: 0.8)
  let rate = samples([3], from: 1, to: 2, seed: 1)

  /// Returns the orders that the errors of a coarse grid and one four times as fine show, at the end
  /// and at one and two thirds of steps before it, which lie at the same fractions of finer steps.
  private func observedOrders(
    steps: Int, to end: Double, errors: (_ steps: Int, _ times: [Double]) -> [Double]
  ) -> [Double] {
    let size = end / Double(steps)
    let times = [end - 5 * size / 3, end - size / 3]
    return zip(errors(steps, times), errors(4 * steps, times)).map { log2($0 / $1) / 2 }
  }

  @Test("The error falls at the stated order, inside steps too", arguments: Method.reversibleAnywhere)
  func convergence(of method: Method) {
    let field = SeasonalLogistic(rate: rate)
    let start = samples([3], from: 0.5, to: 1.5)
    // Where the leading terms of the error at the end and inside steps do not nearly cancel.
    let end = method.order == 5 ? 3.0 : 1.5
    // A coupling of 0.9 lets the second state follow in some ten steps, which must be a short time.
    let steps = [1: 256, 2: 128, 3: 512, 4: 48, 5: 24][method.order] ?? 0
    let orders = observedOrders(steps: steps, to: end) { steps, times in
      let solution = solve(
        field, from: start, over: 0...end, saving: .times(times), with: Solver(method, .steps(steps)))
      return zip(solution.states + [solution.end], times + [end]).map {
        largestDifference($0, field.solution(from: start, at: $1))
      }
    }
    for order in orders { #expect(abs(order - Double(method.order)) < 0.15, "\(method): \(orders)") }
  }

  @Test("So it does for symplectic methods, in position and velocity", arguments: Method.symplectic)
  func symplecticConvergence(of method: Method) {
    let field = Duffing(stiffness: rate, forcing: 0.7)
    let begin = Pair(start, rate)
    let steps = [1: 512, 2: 64, 4: 48][method.order] ?? 0
    let orders = observedOrders(steps: steps, to: 2) { steps, times in
      func states(_ method: Method, _ steps: Int) -> [Pair<Tensor, Tensor>] {
        let solution = solve(
          field, from: begin, over: 0...2, saving: .times(times), with: Solver(method, .steps(steps)))
        return solution.states + [solution.end]
      }
      return zip(states(method, steps), states(.dormandPrince8, 500)).flatMap {
        [largestDifference($0.first, $1.first), largestDifference($0.second, $1.second)]
      }
    }
    for order in orders { #expect(abs(order - Double(method.order)) < 0.15, "\(method): \(orders)") }
  }

  @Test("Damping costs the asynchronous leapfrog an order")
  func dampedOrder() {
    #expect(Method.asynchronousLeapfrog().order == 2)
    #expect(Method.asynchronousLeapfrog(damping: 0.99).order == 1)
  }

  @Test("A step costs one evaluation, with one more at the start, or two steps of the base method")
  func evaluations() {
    let field = Duffing(stiffness: rate, forcing: 0.7)
    func evaluations(_ method: Method) -> Int {
      solve(field, from: Pair(start, rate), over: 0...1, with: Solver(method, .steps(10)))
        .statistics.evaluations
    }
    #expect(evaluations(.asynchronousLeapfrog()) == 11)
    #expect(evaluations(.reversibleHeun) == 11)
    #expect(evaluations(.reversibleRK4) == 80)
    #expect(evaluations(.semiImplicitEuler) == 10)
    #expect(evaluations(.leapfrog) == 11)
    #expect(evaluations(.yoshida4) == 31)
  }

  @Test(
    "Adaptive steps keep the error within a multiple of the tolerance",
    arguments: Method.reversibleAnywhere.filter { $0.errorOrder != nil })
  func tolerance(_ method: Method) {
    let field = SeasonalDecay(rate: rate)
    let solver = Solver(method, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5))
    let solution = solve(field, from: start, over: 0...2, with: solver)
    #expect(solution.outcome == .reachedEnd)
    #expect(largestDifference(solution.end, field.solution(from: start, at: 2)) < 1e-3)
  }

  @Test(
    "The energy of an oscillator stays near its value for a hundred thousand steps",
    arguments: Method.symplectic)
  func energy(_ method: Method) {
    let field = Duffing(stiffness: rate, forcing: 0)
    let begin = Pair(start, Tensor.zeros([3], scalarType: .float64))
    let times = (0..<2_000).map { 5 * Double($0) }
    let solution = solve(
      field, from: begin, over: 0...10_000, saving: .times(times),
      with: Solver(method, .stepSize(0.1)))
    let errors = solution.states.map { abs(field.energy($0) - field.energy(begin)) }
    let (early, late) = (errors.prefix(500).max() ?? 0, errors.suffix(500).max() ?? 0)
    // In theory O(h^order) for ever, and no larger at the end than at the beginning.
    #expect(solution.outcome == .reachedEnd && errors.count == 2_000)
    #expect(early < [1: 0.2, 2: 0.02, 4: 2e-4][method.order] ?? 0 && late < 1.2 * early, "\(early) \(late)")
  }

  @Test("A symmetric method returns on its own way", arguments: [Method.leapfrog, .yoshida4])
  func symmetry(_ method: Method) {
    let field = Duffing(stiffness: rate, forcing: 0.7)
    let begin = Pair(start, rate)
    let solver = Solver(method, .steps(500))
    let there = integrate(field, from: begin, over: TimeSpan(from: 0.2, to: 20), with: solver)
    let back = integrate(field, from: there, over: TimeSpan(from: 20, to: 0.2), with: solver)
    // A thousand steps of round-off.
    #expect(largestDifference(back.first, begin.first) < 1e-11)
    #expect(largestDifference(back.second, begin.second) < 1e-11)
  }

  @Test("Parameters out of range and fields of first order are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = Solver(.asynchronousLeapfrog(damping: 0.5), .steps(1))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.mcCallumFoster(.rk4, coupling: 0), .steps(1))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.mcCallumFoster(.trapezoid), .steps(1))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.rk4, .steps(1), gradient: .reversible(tolerance: 1e-8))
    }
    await #expect(processExitsWith: .failure) {
      let one = Tensor(1, scalarType: .float64)
      _ = integrate(Drift(velocity: one), from: one, over: 0...1, with: Solver(.leapfrog, .steps(1)))
    }
  }
}
