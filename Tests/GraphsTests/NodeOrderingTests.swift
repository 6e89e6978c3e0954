import Graphs
import Tensors
import Testing
import _TestSupport

/// A square lattice whose nodes are numbered at random.
private func shuffledLattice(side: Int, _ random: inout SplitMix) throws -> Graph {
  let names = Array(0..<(side * side)).shuffled(using: &random)
  var edges: [(Int, Int)] = []
  for row in 0..<side {
    for column in 0..<side {
      let node = row * side + column
      if column + 1 < side { edges.append((names[node], names[node + 1])) }
      if row + 1 < side { edges.append((names[node], names[node + side])) }
    }
  }
  return try Graph(nodeCount: side * side, edges: edges)
}

@Suite("Node orderings")
struct NodeOrderingTests {
  @Test("Applying and restoring undo each other, and each is the other's gradient")
  func roundTrip() {
    var random = SplitMix(state: 80)
    let ordering = NodeOrdering(Array(0..<11).shuffled(using: &random))
    let state = randomTensor([11, 2, 3], &random)
    #expect(ordering.restored(ordering.applied(to: state)) == state)
    #expect(ordering.applied(to: ordering.restored(state)) == state)
    #expect(ordering.inverse.applied(to: state) == ordering.restored(state))
    #expect(ordering.inverse.inverse == ordering)
    #expect(gradientError(at: state) { ordering.applied(to: $0) } < 1e-9)
    #expect(gradientError(at: state) { ordering.restored($0) } < 1e-9)
    let identity = NodeOrdering.identity(nodeCount: 11)
    #expect(identity.applied(to: state) == state && identity.inverse == identity)
    #expect(identity.description == "Ordering of 11 nodes: 0, 1, 2, 3, 4, 5, 6, 7, …")
  }

  @Test("A reordered operator is P A Pᵀ", arguments: [Graph.Direction.directed, .undirected])
  func congruence(direction: Graph.Direction) throws {
    var random = SplitMix(state: 81)
    let graph = try randomGraph(nodeCount: 13, edgeCount: 30, direction: direction, &random)
    let ordering = NodeOrdering(Array(0..<13).shuffled(using: &random))
    let adjacency = graph.operator(normalised: .symmetric(), scalarType: .float64)
    let reordered = adjacency.reordered(by: ordering)
    let permutation = ordering.applied(to: identityMatrix(13))
    let truth = matmul(matmul(permutation, adjacency.matrix.dense()), permutation.transposed())
    #expect(reordered.matrix.dense() == truth)
    #expect(reordered.isSymmetric == adjacency.isSymmetric)
    #expect(reordered.transposed.matrix.dense() == truth.transposed())
    let made = graph.reordered(by: ordering).operator(normalised: .symmetric(), scalarType: .float64)
    #expect(distance(made.matrix.dense().elements, truth.elements) < 1e-15)
    let state = randomTensor([13, 4], &random)
    let back = ordering.restored(reordered(ordering.applied(to: state)))
    #expect(distance(back.elements, adjacency(state).elements) < 1e-14)
  }

  @Test("Reverse Cuthill–McKee finds the bandwidth of paths, rings and lattices")
  func bandwidth() throws {
    var random = SplitMix(state: 82)
    func reduced(_ graph: Graph) -> Int {
      graph.reordered(by: .reverseCuthillMcKee(of: graph)).pattern.bandwidth
    }
    let names = Array(0..<50).shuffled(using: &random)
    let path = try Graph(nodeCount: 50, edges: (1..<50).map { (names[$0 - 1], names[$0]) })
    #expect(path.pattern.bandwidth > 20 && reduced(path) == 1)
    let ring = try Graph(nodeCount: 50, edges: (0..<50).map { (names[$0], names[($0 + 1) % 50]) })
    #expect(reduced(ring) == 2)
    let lattice = try shuffledLattice(side: 20, &random)
    // The levels of a search from a corner are diagonals of at most 20 nodes.
    #expect(lattice.pattern.bandwidth > 200 && reduced(lattice) <= 21)
    let ordered = lattice.reordered(by: .reverseCuthillMcKee(of: lattice))
    #expect(ordered.pattern.meanDistance < 20 && lattice.pattern.meanDistance > 80)
  }

  @Test("Every ordering of any graph has each node once")
  func permutations() throws {
    var random = SplitMix(state: 83)
    let graphs = try [
      Graph(nodeCount: 0, edges: [(Int, Int)]()), Graph(nodeCount: 1, edges: [(0, 0)]),
      Graph(nodeCount: 7, edges: [(1, 4), (4, 5), (2, 2)]),
      randomGraph(nodeCount: 40, edgeCount: 60, direction: .undirected, &random),
    ]
    for graph in graphs {
      let all = Array(0..<graph.nodeCount)
      #expect(NodeOrdering.reverseCuthillMcKee(of: graph).nodes.sorted() == all)
      #expect(try NodeOrdering.minimumDegree(of: graph).nodes.sorted() == all)
    }
    let directed = try randomGraph(nodeCount: 40, edgeCount: 60, direction: .directed, &random)
    #expect(NodeOrdering.reverseCuthillMcKee(of: directed).nodes.sorted() == Array(0..<40))
  }

  @Test("Components stay together")
  func components() throws {
    let graph = try Graph(nodeCount: 6, edges: [(0, 3), (3, 5), (1, 4)])
    let labels = graph.connectedComponents.labels
    let ordered = NodeOrdering.reverseCuthillMcKee(of: graph).nodes.map { labels[$0] }
    #expect(zip(ordered, ordered.dropFirst()).filter { $0 != $1 }.count == 2)
  }

  @Test("Minimum degree eliminates the middle of a star last")
  func star() throws {
    let star = try Graph(nodeCount: 9, edges: (1..<9).map { (0, $0) })
    let ordering = try NodeOrdering.minimumDegree(of: star)
    // The last leaf and the middle are equals once the others are gone.
    #expect(try #require(ordering.nodes.firstIndex(of: 0)) >= 7)
  }

  @Test("Patterns without entries have no bandwidth")
  func emptiness() throws {
    let none = try Graph(nodeCount: 3, edges: [(Int, Int)]())
    #expect(none.pattern.bandwidth == 0 && none.pattern.meanDistance == 0)
  }
}
