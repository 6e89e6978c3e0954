import GraphODE

extension Benchmark {
  /// A forward solve, and the same solve with its gradient computed in several ways.
  struct GradientGroup: Sendable {
    let forward: Benchmark
    let gradients: [Benchmark]
  }

  /// The gradients of CGNN's field on a graph of Cora's size.
  static let gradients = gradientGroups.flatMap { [$0.forward] + $0.gradients }

  /// A group for each solver.
  ///
  /// The steps of the reversible method are undone through diffusion, which forgets its start: the
  /// check passes for a short while only.
  static let gradientGroups = [
    group(
      "dormand-prince-5, 0...12.1", until: 12.1,
      Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-4)),
      [
        .direct, .checkpointed, .recomputed(), .recomputed(.direct), .recursive(budget: 8),
        .recursive(budget: 3), .backsolve(), .interpolated(),
      ]),
    group(
      "rk4, 200 steps, 0...12.1", until: 12.1, Solver(.rk4, .steps(200)),
      [
        .direct, .checkpointed, .recomputed(), .recursive(budget: 32), .recursive(budget: 8),
        .backsolve(), .interpolated(),
      ]),
    group(
      "asynchronous-leapfrog, 200 steps, 0...2", until: 2,
      Solver(.asynchronousLeapfrog(), .steps(200)),
      [.direct, .checkpointed, .recursive(budget: 16), .reversible(tolerance: 1e-3)]),
  ]

  private static func group(
    _ name: String, until end: Double, _ solver: Solver, _ gradients: [GradientMethod]
  ) -> GradientGroup {
    let forward = Benchmark(name: "gradients, \(name), solve alone") {
      let (adjacency, state) = try coraSizedProblem()
      let field = diffusionField(over: adjacency, source: state)
      return { _ = solve(field, from: state, over: 0...end, with: solver) }
    }
    return GradientGroup(
      forward: forward,
      gradients: gradients.map { gradient in
        var solver = solver
        solver.gradient = gradient
        return differentiated("gradients, \(name), \(gradient)", until: end, solver)
      })
  }

  private static func differentiated(_ name: String, until end: Double, _ solver: Solver) -> Benchmark {
    Benchmark(name: name) {
      let (adjacency, state) = try coraSizedProblem()
      let field = diffusionField(over: adjacency, source: state)
      return {
        let (solution, pullback) = valueWithPullback(at: field, state) {
          solve($0, from: $1, over: 0...end, with: solver)
        }
        precondition(solution.gradientFallback == nil, "\(name): the steps cannot be undone.")
        _ = pullback(valueWithPullback(at: solution) { $0.end }.pullback(state))
      }
    }
  }
}
