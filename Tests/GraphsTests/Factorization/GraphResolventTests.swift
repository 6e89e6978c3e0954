import Graphs
import Tensors
import Testing
import _TestSupport

/// A random graph with an isolated node at the end.
private func makeOperator(nodeCount: Int = 14, seed: UInt64) throws -> GraphOperator {
  var random = SplitMix(state: seed)
  let part = try randomGraph(
    nodeCount: nodeCount - 1, edgeCount: 2 * nodeCount, direction: .undirected, &random)
  let edges = part.edgeList
  return try Graph(nodeCount: nodeCount, edges: edges)
    .operator(normalised: .symmetric(), scalarType: .float64)
}

extension Graph {
  /// The edges, each once.
  fileprivate var edgeList: [(Int, Int)] {
    (0..<nodeCount).flatMap { row in
      pattern.columns(inRow: row).filter { $0 >= row }.map { (row, $0) }
    }
  }
}

private func solver(_ method: PositiveDefiniteSolver.Method) -> PositiveDefiniteSolver {
  PositiveDefiniteSolver(
    method, conjugateGradients: ConjugateGradients(tolerance: 1e-14, iterationLimit: 1000))
}

private let methods = PositiveDefiniteSolver.Method.allCases

@Suite("Resolvents of a graph")
struct GraphResolventTests {
  @Test("A solution satisfies its equations to rounding", arguments: methods)
  func residual(method: PositiveDefiniteSolver.Method) throws {
    let adjacency = try makeOperator(seed: 70)
    let resolvent = GraphResolvent(over: adjacency, solver: solver(method))
    let (diagonal, rate) = (samples([14], from: 1, to: 2), samples([14], from: 0, to: 0.9, seed: 1))
    let sides = samples([14, 2, 3], seed: 2)
    let found = resolvent.solution(of: sides, diagonal: diagonal, rate: rate)
    #expect(found.outcome == .solved && found.residual < 1e-13)
    let column: Shape = [14, 1, 1]
    let image =
      found.state * diagonal.reshaped(to: column)
      - adjacency(found.state) * rate.reshaped(to: column)
    #expect(largestDifference(image, sides) < 1e-12)
  }

  @Test("Gradients in right sides, diagonal and rates agree with central differences", arguments: methods)
  func gradients(method: PositiveDefiniteSolver.Method) throws {
    let resolvent = GraphResolvent(over: try makeOperator(seed: 71), solver: solver(method))
    let (diagonal, rate) = (samples([14], from: 1, to: 2), samples([14], from: 0.1, to: 0.9, seed: 1))
    let sides = samples([14, 3], seed: 2)
    #expect(
      gradientError(at: sides) {
        resolvent.solution(of: $0, diagonal: diagonal, rate: rate).state
      } < 1e-8)
    #expect(
      gradientError(at: diagonal) {
        resolvent.solution(of: sides, diagonal: $0, rate: rate).state
      } < 1e-8)
    #expect(
      gradientError(at: rate) {
        resolvent.solution(of: sides, diagonal: diagonal, rate: $0).state
      } < 1e-8)
  }

  @Test("A node of rate zero keeps its right side over its diagonal, and has a gradient in the rate")
  func zeroRate() throws {
    let adjacency = try makeOperator(seed: 72)
    let resolvent = GraphResolvent(over: adjacency)
    let diagonal = Tensor(repeating: 2, shape: [14], scalarType: .float64)
    let sides = samples([14, 1])
    let rate = Tensor.zeros([14], scalarType: .float64)
    let (found, pullback) = valueWithPullback(at: rate) {
      resolvent.solution(of: sides, diagonal: diagonal, rate: $0).state
    }
    #expect(largestDifference(found, sides.scaled(by: 0.5)) < 1e-15)
    // At R = 0 the derivative of x in ρᵢ is (Â x)ᵢ / s at node i.
    let slope = pullback(.ones([14, 1], scalarType: .float64))
    let truth = adjacency(found).scaled(by: 0.5).reshaped(to: [14])
    #expect(largestDifference(slope, truth) < 1e-14)
  }

  @Test("Isolated nodes, one node and no nodes are solved", arguments: methods)
  func smallGraphs(method: PositiveDefiniteSolver.Method) throws {
    for count in [0, 1, 4] {
      let graph = try Graph(nodeCount: count, edges: [(Int, Int)]())
      let resolvent = GraphResolvent(
        over: graph.operator(normalised: .symmetric(), scalarType: .float64), solver: solver(method))
      let sides = samples([count, 2])
      let found = resolvent.solution(
        of: sides, diagonal: Tensor(repeating: 4, shape: [count], scalarType: .float64),
        rate: .ones([count], scalarType: .float64))
      #expect(found.outcome == .solved)
      #expect(largestDifference(found.state, sides.scaled(by: 0.25)) < 1e-15)
    }
  }

  @Test("Single precision is rounded once")
  func singlePrecision() throws {
    let adjacency = try makeOperator(seed: 73)
    let (diagonal, rate) = (samples([14], from: 1, to: 2), samples([14], from: 0, to: 0.9))
    let sides = samples([14, 2], seed: 3).converted(to: .float32)
    let single = GraphResolvent(over: adjacency).solution(
      of: sides, diagonal: diagonal.converted(to: .float32), rate: rate.converted(to: .float32))
    let double = GraphResolvent(over: adjacency).solution(
      of: sides.converted(to: .float64),
      diagonal: diagonal.converted(to: .float32).converted(to: .float64),
      rate: rate.converted(to: .float32).converted(to: .float64))
    #expect(single.state == double.state.converted(to: .float32))
  }

  @Test("Equations without a positive definite matrix are told, not solved", arguments: methods)
  func singular(method: PositiveDefiniteSolver.Method) throws {
    // I − Â of a connected graph has a null vector; it lies in the image of no right side.
    let ring = try Graph(nodeCount: 5, edges: (0..<5).map { ($0, ($0 + 1) % 5) })
    let adjacency = ring.operator(normalised: .symmetric(), scalarType: .float64)
    let resolvent = GraphResolvent(
      over: adjacency,
      solver: PositiveDefiniteSolver(
        method, conjugateGradients: ConjugateGradients(tolerance: 1e-14, iterationLimit: 50)))
    let beyond = Tensor(repeating: 1.5, shape: [5], scalarType: .float64)
    let ones = Tensor.ones([5], scalarType: .float64)
    let (found, pullback) = valueWithPullback(at: ones) {
      resolvent.solution(of: $0, diagonal: ones, rate: beyond).stateOrNotANumber
    }
    #expect(found.elements.allSatisfy { $0.isNaN })
    #expect(pullback(ones).elements.allSatisfy { $0.isNaN })
    let broken = resolvent.solution(of: ones, diagonal: ones + .nan, rate: ones)
    #expect(broken.outcome == .nonFinite && broken.state.elements.allSatisfy { $0.isNaN })
  }

  @Test("Threads with equations of their own do not disturb each other")
  func threads() async throws {
    let resolvent = GraphResolvent(over: try makeOperator(seed: 74))
    let sides = samples([14, 2])
    await withTaskGroup(of: Double.self) { group in
      for task in 0..<24 {
        group.addTask {
          let diagonal = Tensor(repeating: 2 + Double(task % 3), shape: [14], scalarType: .float64)
          let rate = Tensor.ones([14], scalarType: .float64)
          let alone = GraphResolvent(over: resolvent.adjacency)
            .solution(of: sides, diagonal: diagonal, rate: rate)
          return (0..<10).reduce(0) { worst, _ in
            let found = resolvent.solution(of: sides, diagonal: diagonal, rate: rate)
            return max(worst, largestDifference(found.state, alone.state))
          }
        }
      }
      for await difference in group { #expect(difference == 0) }
    }
  }
}
