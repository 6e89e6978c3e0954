import GraphODE

extension Benchmark {
  /// CGNN's field on a graph of Cora's size, from the sparse product it contains to the gradient
  /// of a solve.
  static let diffusion = [
    Benchmark(name: "diffusion, sparse product alone") {
      let (adjacency, state) = try coraSizedProblem()
      var accumulator = state
      return { adjacency.accumulateProduct(of: state, into: &accumulator) }
    },
    Benchmark(name: "diffusion, field") {
      let (adjacency, state) = try coraSizedProblem()
      let field = diffusionField(over: adjacency, source: state)
      return { _ = field(state, at: 0) }
    },
    Benchmark(name: "diffusion, field with pullback") {
      let (adjacency, state) = try coraSizedProblem()
      let field = diffusionField(over: adjacency, source: state)
      return { _ = valueWithPullback(at: field, state) { $0($1, at: 0) }.pullback(state) }
    },
    Benchmark(name: "diffusion, solve") {
      let (adjacency, state) = try coraSizedProblem()
      let field = diffusionField(over: adjacency, source: state)
      return { _ = solve(field, from: state, over: 0...12.1, with: solver) }
    },
    Benchmark(name: "diffusion, solve with pullback") {
      let (adjacency, state) = try coraSizedProblem()
      let field = diffusionField(over: adjacency, source: state)
      return {
        _ = valueWithPullback(at: field, state) { integrate($0, from: $1, over: 0...12.1, with: solver) }
          .pullback(state)
      }
    },
  ]

  private static let solver = Solver(
    .dormandPrince5, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-4))

  /// Returns CGNN's field over an operator.
  static func diffusionField(over adjacency: GraphOperator, source: Tensor) -> SourcedDiffusion {
    SourcedDiffusion(
      rate: Tensor(repeating: 0.35, shape: [adjacency.nodeCount]), source: source, over: adjacency)
  }

  /// A random graph of 2708 nodes and 5278 edges, and a state of 16 channels.
  static func coraSizedProblem() throws -> (GraphOperator, Tensor) {
    let nodeCount = 2708
    var next: UInt64 = 1
    func random() -> UInt64 {
      next = next &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return next >> 33
    }
    let edges = (0..<5278).map { _ in (Int(random()) % nodeCount, Int(random()) % nodeCount) }
    let graph = try Graph(nodeCount: nodeCount, edges: edges, duplicates: .sum, selfLoops: .remove)
    let elements = (0..<nodeCount * 16).map { _ in Double(random() % 1000) / 500 - 1 }
    return (
      graph.operator(normalised: .cgnnCode(selfLoopWeight: 0.555)),
      Tensor(shape: [nodeCount, 16], elements: elements)
    )
  }
}
