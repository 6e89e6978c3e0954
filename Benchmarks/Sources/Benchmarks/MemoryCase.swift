import CAllocationCount
import GraphODE

/// A solve whose peak memory is measured, forward and with its gradient.
struct MemoryCase {
  let name: String
  let method: Method
  /// How the gradient is computed; `nil` for the forward solve alone.
  let gradient: GradientMethod?
  /// The largest number of steps that it is measured with, where its memory grows with every one.
  var largestStepCount = Int.max
  /// The number of stretches that the steps are shared out to, as between the observations of a series;
  /// 1 for a single solve.
  var stretchCount = 1

  /// Every case, in the order of the report.
  static let all = [
    MemoryCase(name: "forward solve alone", method: .midpoint, gradient: nil),
    MemoryCase(name: "direct", method: .midpoint, gradient: .direct, largestStepCount: 300),
    MemoryCase(
      name: "checkpointed", method: .midpoint, gradient: .checkpointed, largestStepCount: 1000),
    MemoryCase(
      name: "interpolated", method: .midpoint, gradient: .interpolated(), largestStepCount: 300),
    MemoryCase(name: "recursive, 8 states", method: .midpoint, gradient: .recursive(budget: 8)),
    MemoryCase(name: "recursive, 32 states", method: .midpoint, gradient: .recursive(budget: 32)),
    MemoryCase(
      name: "reversible, asynchronous leapfrog", method: .asynchronousLeapfrog(),
      gradient: .reversible(tolerance: 1e-3)),
    MemoryCase(
      name: "reversible, reversible Heun", method: .reversibleHeun,
      gradient: .reversible(tolerance: 1e-3)),
    MemoryCase(name: "backsolve", method: .midpoint, gradient: .backsolve()),
    MemoryCase(
      name: "checkpointed, 20 stretches", method: .midpoint, gradient: .checkpointed,
      largestStepCount: 1000, stretchCount: 20),
    MemoryCase(
      name: "recomputed, 20 stretches", method: .midpoint, gradient: .recomputed(), stretchCount: 20),
    MemoryCase(
      name: "recomputed, 100 stretches", method: .midpoint, gradient: .recomputed(), stretchCount: 100),
    MemoryCase(
      name: "recomputed recursive, 8 states, 20 stretches", method: .midpoint,
      gradient: .recomputed(.recursive(budget: 8)), stretchCount: 20),
    MemoryCase(
      name: "recomputed recursive, 8 states, 100 stretches", method: .midpoint,
      gradient: .recomputed(.recursive(budget: 8)), stretchCount: 100),
  ]

  /// Returns the largest number of bytes held at once above those at the beginning.
  func peakBytes(rows: Int, steps: Int) -> Int {
    // What is made but once, such as the types' metadata, is made before.
    run(rows: 1, steps: 2 * stretchCount)
    return run(rows: rows, steps: steps)
  }

  @discardableResult
  private func run(rows: Int, steps: Int) -> Int {
    let field = RotationField()
    let state = Tensor(repeating: 0.5, shape: [rows, 4])
    let solver = Solver(method, .steps(steps), gradient: gradient ?? .checkpointed)
    allocation_count_reset_peak()
    let before = allocation_count_now().bytes
    if stretchCount > 1 {
      runStretches(field, state, Solver(method, .steps(steps / stretchCount), gradient: solver.gradient))
    } else if gradient == nil {
      precondition(solve(field, from: state, over: 0...1, with: solver).outcome == .reachedEnd)
    } else {
      let (solution, pullback) = valueWithPullback(at: field, state) { field, state in
        solve(field, from: state, over: 0...1, with: solver)
      }
      precondition(solution.outcome == .reachedEnd, "\(name): \(solution.outcome)")
      precondition(
        solution.gradientFallback == nil, "\(name): \(String(describing: solution.gradientFallback))")
      let upstream = valueWithPullback(at: solution) { $0.end }.pullback(solution.end)
      let gradient = pullback(upstream)
      precondition(gradient.0.generator.elements.allSatisfy(\.isFinite), "\(name): no gradient")
    }
    return allocation_count_now().peak_bytes - before
  }

  /// Runs a solve of several stretches with its gradient.
  private func runStretches(_ field: RotationField, _ state: Tensor, _ solver: Solver) {
    let elapsed = [Tensor](repeating: Tensor(1 / Double(stretchCount)), count: stretchCount)
    let (end, pullback) = valueWithPullback(at: field, state) { field, state in
      solve(field, from: state, readAfter: withoutDerivative(at: elapsed), with: solver).end
    }
    let gradient = pullback(end)
    precondition(gradient.0.generator.elements.allSatisfy(\.isFinite), "\(name): no gradient")
  }
}
