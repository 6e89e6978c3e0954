import Testing

@testable import Graphs

@Suite("Graph")
struct GraphTests {
  @Test("An undirected edge has two entries and a self-loop has one")
  func undirectedEntries() throws {
    let graph = try Graph(nodeCount: 4, edges: [(2, 0), (0, 1), (2, 2)])
    #expect(graph.nodeCount == 4)
    #expect(graph.edgeCount == 3)
    #expect(graph.entryCount == 5)
    #expect(graph.selfLoopCount == 1)
    #expect(!graph.isDirected && !graph.isWeighted)
    #expect((0..<4).map { Array(graph.neighbors(of: $0)) } == [[1, 2], [0], [0, 2], []])
    #expect(graph.outDegrees == [2, 1, 2, 0])
    #expect(graph.inDegrees == graph.outDegrees)
    #expect(graph.description == "Undirected graph of 4 nodes and 3 edges")
  }

  @Test("A directed edge has one entry, in the row of its source")
  func directedEntries() throws {
    let graph = try Graph(
      nodeCount: 3, edges: [(2, 0), (0, 1), (0, 2), (1, 1)], weights: [5, 2, 3, 0.5],
      direction: .directed)
    #expect(graph.edgeCount == 4)
    #expect((0..<3).map { Array(graph.neighbors(of: $0)) } == [[1, 2], [1], [0]])
    #expect(graph.weights == [2, 3, 0.5, 5])
    #expect(graph.outDegrees == [2, 1, 1])
    #expect(graph.inDegrees == [1, 2, 1])
    #expect(graph.weightedOutDegrees == [5, 0.5, 5])
    #expect(graph.weightedInDegrees == [5, 2.5, 3])
    #expect(graph.weight(from: 0, to: 2) == 3)
    #expect(graph.weight(from: 2, to: 1) == nil)
    #expect(graph.description == "Directed weighted graph of 3 nodes and 4 edges")
  }

  @Test("The same edges in any order and orientation make equal undirected graphs")
  func orderDoesNotMatter() throws {
    let one = try Graph(nodeCount: 5, edges: [(0, 1), (1, 4), (3, 2)], weights: [1, 2, 3])
    let other = try Graph(nodeCount: 5, edges: [(2, 3), (1, 0), (4, 1)], weights: [3, 1, 2])
    #expect(one == other)
    #expect(one != (try Graph(nodeCount: 5, edges: [(0, 1), (1, 4), (3, 2)])))
    #expect(one != (try Graph(nodeCount: 6, edges: [(0, 1), (1, 4), (3, 2)], weights: [1, 2, 3])))
  }

  @Test("Duplicates are summed or the first of them is kept, on both sides of the diagonal")
  func duplicates() throws {
    let edges = [(0, 1), (1, 0), (1, 2), (0, 1), (2, 2), (2, 2)]
    let weights = [1.0, 2, 4, 8, 16, 32]
    let summed = try Graph(nodeCount: 3, edges: edges, weights: weights, duplicates: .sum)
    #expect(summed.weight(from: 0, to: 1) == 11)
    #expect(summed.weight(from: 1, to: 0) == 11)
    #expect(summed.weight(from: 2, to: 2) == 48)
    #expect(summed.edgeCount == 3)
    let first = try Graph(nodeCount: 3, edges: edges, weights: weights, duplicates: .keepFirst)
    #expect(first.weights == [1, 1, 4, 4, 16])
    let counted = try Graph(nodeCount: 3, edges: edges, duplicates: .sum)
    #expect(counted.weights == [3, 3, 1, 1, 2])
    let merged = try Graph(nodeCount: 3, edges: edges, duplicates: .keepFirst)
    #expect(!merged.isWeighted && merged.edgeCount == 3)
    let directed = try Graph(
      nodeCount: 3, edges: edges, weights: weights, direction: .directed, duplicates: .sum)
    #expect(directed.weights == [9, 2, 4, 48])
  }

  @Test("Summing makes a weighted graph even when there are no duplicates")
  func summingIsAlwaysWeighted() throws {
    #expect(try Graph(nodeCount: 2, edges: [(0, 1)], duplicates: .sum).weights == [1, 1])
  }

  @Test("Self-loops are kept, removed or added as asked")
  func selfLoops() throws {
    let edges = [(0, 0), (0, 1), (2, 2)]
    let kept = try Graph(nodeCount: 3, edges: edges, weights: [7, 1, 9])
    let removed = try Graph(nodeCount: 3, edges: edges, weights: [7, 1, 9], selfLoops: .remove)
    #expect(kept.selfLoopCount == 2)
    #expect(removed.selfLoopCount == 0)
    #expect(kept.withoutSelfLoops == removed)
    #expect(removed.weights == [1, 1])

    let added = kept.addingSelfLoops(weight: 0.5)
    #expect((0..<3).map { added.weight(from: $0, to: $0) } == [7.5, 0.5, 9.5])
    #expect(added.weight(from: 1, to: 0) == 1)
    #expect(added.withoutSelfLoops == removed)

    let unweighted = try Graph(nodeCount: 3, edges: [(0, 2)]).addingSelfLoops()
    #expect(!unweighted.isWeighted)
    #expect(unweighted == (try Graph(nodeCount: 3, edges: [(0, 2), (0, 0), (1, 1), (2, 2)])))
  }

  @Test("A matrix in coordinates or compressed rows makes the graph of its edges")
  func matrices() throws {
    let graph = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2), (2, 2)], weights: [2, 3, 5])
    let coordinates = try Graph(
      nodeCount: 3, rows: [2, 1, 0, 2, 1], columns: [2, 0, 1, 1, 2], weights: [5, 2, 2, 3, 3],
      direction: .undirected)
    let compressed = try Graph(
      rowOffsets: [0, 1, 3, 5], columns: [1, 2, 0, 2, 1], weights: [2, 3, 2, 5, 3],
      direction: .undirected)
    #expect(coordinates == graph)
    #expect(compressed == graph)
    let directed = try Graph(rowOffsets: [0, 2, 2], columns: [1, 0], direction: .directed)
    #expect(Array(directed.neighbors(of: 0)) == [0, 1])
  }

  @Test("Reversing swaps rows and columns, and twice gives the graph back")
  func reversing() throws {
    var random = SplitMix(state: 3)
    let graph = try randomGraph(nodeCount: 40, edgeCount: 150, direction: .directed, &random)
    let reversed = graph.reversed
    for node in 0..<40 {
      for neighbor in graph.neighbors(of: node) {
        #expect(reversed.weight(from: neighbor, to: node) == graph.weight(from: node, to: neighbor))
      }
    }
    #expect(reversed.outDegrees == graph.inDegrees)
    #expect(reversed.reversed == graph)
    let undirected = try randomGraph(nodeCount: 9, edgeCount: 9, direction: .undirected, &random)
    #expect(undirected.reversed == undirected)
  }

  @Test("Graphs without edges or nodes are graphs")
  func emptyGraphs() throws {
    for direction in Graph.Direction.allCases {
      let none = try Graph(nodeCount: 0, edges: [], direction: direction)
      #expect(none.edgeCount == 0 && none.outDegrees.isEmpty && none.connectedComponents.count == 0)
      #expect(none.largestComponent.graph == none)
      let one = try Graph(nodeCount: 1, edges: [], direction: direction)
      #expect(one.neighbors(of: 0).isEmpty && one.connectedComponents.sizes == [1])
      #expect(one.reversed == one)
      let loop = try Graph(nodeCount: 1, edges: [(0, 0)], direction: direction)
      #expect(loop.edgeCount == 1 && loop.entryCount == 1)
    }
  }

  @Test("A million edges make a graph")
  func large() throws {
    var random = SplitMix(state: 11)
    let nodeCount = 200_000
    let edges = (0..<1_000_000).map { _ in
      (Int(random.next() % UInt64(nodeCount)), Int(random.next() % UInt64(nodeCount)))
    }
    let graph = try Graph(nodeCount: nodeCount, edges: edges, duplicates: .keepFirst)
    #expect(graph.edgeCount > 999_000)
    #expect(graph.outDegrees.reduce(0, +) == graph.entryCount)
    #expect(graph.reversed == graph)
  }
}
