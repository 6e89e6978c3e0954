import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Reversible gradients of diffusion")
struct ReversibleDiffusionTests {
  let field = HeatOnPath.example
  let start = HeatOnPath.start

  private func gradients(
    _ method: Method, _ gradient: GradientMethod
  ) -> (fallback: GradientFallback?, field: Tensor, state: Tensor) {
    let solver = Solver(method, .stepSize(0.05), gradient: gradient)
    let (solution, pullback) = valueWithPullback(at: field, start) {
      solve($0, from: $1, over: 0...20, with: solver)
    }
    let (field, state) = pullback(
      .init(end: weights(like: start), endTime: 0, states: .zero, trajectory: .zero))
    return (solution.gradientFallback, field.matrix, state)
  }

  @Test(
    "Methods without damping are unstable on it",
    arguments: [Method.asynchronousLeapfrog(), .reversibleHeun, .reversibleRK4])
  func instability(_ method: Method) {
    let end = solve(field, from: start, over: 0...20, with: Solver(method, .stepSize(0.05))).end
    // The solution is below 0.1.
    #expect(end.elements.contains { abs($0) > 1e10 })
  }

  @Test("Where undoing steps loses the states, checkpoints take over, and the solution says so")
  func fallback() {
    let method = Method.asynchronousLeapfrog(damping: 0.6)
    let expected = gradients(method, .checkpointed)
    let found = gradients(method, .reversible(tolerance: 1e-8))
    guard case .inexactReconstruction(let error) = found.fallback else {
      Issue.record("There was no fallback.")
      return
    }
    #expect(error > 1e-8)
    #expect(largestDifference(found.field, expected.field) < 1e-14)
    #expect(largestDifference(found.state, expected.state) < 1e-14)
  }

  @Test("So do solutions of samples, and those that go on behind events")
  func fallbackBehindOtherSolves() {
    let solver = Solver(
      .asynchronousLeapfrog(damping: 0.6), .stepSize(0.05), gradient: .reversible(tolerance: 1e-8))
    let sampled = valueWithPullback(at: start) {
      solve(
        field, from: $0, sampledAt: SampleTimes([[20]]), alongAxis: 1, over: 0...20, with: solver)
    }.value
    #expect(sampled.gradientFallback != nil)
    let level = SumLevel(Tensor(0.1, scalarType: .float64))
    let hybrid = valueWithPullback(at: start) {
      solve(
        field, from: $0, over: TimeSpan(from: 0, to: 20), jumpingAt: level, by: Unchanged(),
        with: solver)
    }.value
    #expect(hybrid.gradientFallback != nil && hybrid.outcome == .reachedEnd)
  }

  @Test("With little damping the kept states hold the undone ones in place")
  func sentinels() {
    let method = Method.asynchronousLeapfrog(damping: 0.9)
    let expected = gradients(method, .checkpointed)
    let found = gradients(method, .reversible(tolerance: 1e-8))
    #expect(found.fallback == nil)
    #expect(largestDifference(found.field, expected.field) < 1e-8)
    #expect(largestDifference(found.state, expected.state) < 1e-8)
  }

  @Test("Undone states that overflow are not taken for the right ones")
  func overflow() {
    // Undoing a step multiplies errors by 1 / |1 − 2 · 0.51| = 50, 256 times from one kept state to
    // the one before it.
    let solver = Solver(
      .asynchronousLeapfrog(damping: 0.51), .steps(4096), gradient: .reversible(tolerance: 1e-8))
    let solution = valueWithPullback(at: start) {
      solve(field, from: $0, over: 0...204.8, with: solver)
    }.value
    guard case .inexactReconstruction(let error) = solution.gradientFallback else {
      Issue.record("There was no fallback.")
      return
    }
    #expect(error == .infinity)
  }
}

/// A jump to the same state.
private struct Unchanged: JumpMap {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state }
}
