import Testing

@testable import Graphs

@Suite("Components and parts of graphs")
struct SubgraphTests {
  /// Disjoint cycles of the given lengths, numbered one after the other.
  func cycles(_ lengths: [Int], direction: Graph.Direction) throws -> Graph {
    var edges: [(Int, Int)] = []
    var start = 0
    for length in lengths {
      for step in 0..<length { edges.append((start + step, start + (step + 1) % length)) }
      start += length
    }
    return try Graph(nodeCount: start, edges: edges, direction: direction)
  }

  @Test("Each cycle of a union of cycles is a component", arguments: Graph.Direction.allCases)
  func unionOfCycles(direction: Graph.Direction) throws {
    let lengths = [4, 3, 9, 1, 9]
    let graph = try cycles(lengths, direction: direction)
    var random = SplitMix(state: 5)
    let order = Array(0..<26).shuffled(using: &random)
    let components = graph.permuted(by: order).connectedComponents
    #expect(components.count == 5)
    #expect(components.sizes.sorted() == lengths.sorted())
    let component = lengths.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    for one in 0..<26 {
      for other in 0..<26 {
        let together = component[order[one]] == component[order[other]]
        #expect((components.labels[one] == components.labels[other]) == together)
      }
    }
    #expect(graph.connectedComponents.labels == component)
  }

  @Test("The largest component is the first of equals and keeps the order of its nodes")
  func largest() throws {
    let graph = try cycles([3, 5, 5], direction: .undirected)
    let part = graph.largestComponent
    #expect(part.nodes == [3, 4, 5, 6, 7])
    #expect(part.graph == (try cycles([5], direction: .undirected)))
  }

  @Test("A directed path is weakly connected")
  func weak() throws {
    let path = try Graph(nodeCount: 4, edges: [(3, 2), (1, 2), (1, 0)], direction: .directed)
    #expect(path.connectedComponents.count == 1)
  }

  @Test("A path of 300 000 nodes is one component: nothing recurses")
  func longPath() throws {
    let path = try Graph(nodeCount: 300_000, edges: (1..<300_000).map { ($0 - 1, $0) })
    #expect(path.connectedComponents.sizes == [300_000])
  }

  @Test("A subgraph has the edges between its nodes, and no others", arguments: Graph.Direction.allCases)
  func induced(direction: Graph.Direction) throws {
    var random = SplitMix(state: 9)
    let graph = try randomGraph(nodeCount: 30, edgeCount: 120, direction: direction, &random)
    let nodes = Array(0..<30).shuffled(using: &random).prefix(12)
    let part = graph.inducedSubgraph(on: Array(nodes))
    #expect(part.nodes == Array(nodes))
    #expect(part.graph.direction == direction)
    for (newSource, source) in nodes.enumerated() {
      for (newTarget, target) in nodes.enumerated() {
        #expect(
          part.graph.weight(from: newSource, to: newTarget)
            == graph.weight(from: source, to: target))
      }
    }
    #expect(graph.inducedSubgraph(on: []).graph.nodeCount == 0)
  }

  @Test("Nodes that are not there, or there twice, stop the program")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      _ = try Graph(nodeCount: 2, edges: []).inducedSubgraph(on: [2])
    }
    await #expect(processExitsWith: .failure) {
      _ = try Graph(nodeCount: 2, edges: []).inducedSubgraph(on: [1, 1])
    }
    await #expect(processExitsWith: .failure) {
      _ = try Graph(nodeCount: 2, edges: []).permuted(by: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = try Graph(nodeCount: 2, edges: []).neighbors(of: 2)
    }
  }

  @Test("A permutation followed by its inverse changes nothing")
  func permutation() throws {
    var random = SplitMix(state: 2)
    let graph = try randomGraph(nodeCount: 50, edgeCount: 200, direction: .directed, &random)
    let order = Array(0..<50).shuffled(using: &random)
    var inverse = [Int](repeating: 0, count: 50)
    for (position, node) in order.enumerated() { inverse[node] = position }
    let permuted = graph.permuted(by: order)
    #expect(permuted != graph)
    #expect(permuted.outDegrees == order.map { graph.outDegrees[$0] })
    #expect(permuted.permuted(by: inverse) == graph)
  }
}
