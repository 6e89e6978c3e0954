import Graphs
import Testing

@Suite("Faults in graphs")
struct GraphErrorTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () throws -> Graph

    init(_ text: String, _ make: @escaping @Sendable () throws -> Graph) {
      self.testDescription = text
      self.make = make
    }
  }

  static let allFaults = [
    Fault("A graph cannot have -1 nodes.") { try Graph(nodeCount: -1, edges: []) },
    Fault("Edge 1 has an end at node 3, but the graph has 3 nodes, numbered from 0.") {
      try Graph(nodeCount: 3, edges: [(0, 1), (3, 2)])
    },
    Fault("Edge 0 has an end at node -2, but the graph has 3 nodes, numbered from 0.") {
      try Graph(nodeCount: 3, edges: [(0, -2)])
    },
    Fault("There are 1 weights, but 2 edges.") {
      try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], weights: [1])
    },
    Fault("Edge 1 has weight nan. Weights must be finite.") {
      try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], weights: [1, .nan])
    },
    Fault("The weights of the edges from node 0 to node 1 add up to inf.") {
      try Graph(
        nodeCount: 2, edges: [(0, 1), (1, 0)], weights: [1e308, 1e308], duplicates: .sum)
    },
    Fault(
      "Edges 0 and 2 both join nodes 0 and 1. "
        + "Remove one, or ask for duplicates to be summed or the first to be kept."
    ) {
      try Graph(nodeCount: 3, edges: [(0, 1), (1, 2), (1, 0)])
    },
    Fault(
      "Edge 1 joins node 2 to itself. Remove it, or ask for self-loops to be kept or removed."
    ) {
      try Graph(nodeCount: 3, edges: [(0, 1), (2, 2)], selfLoops: .reject)
    },
    Fault(
      "The matrix of an undirected graph must be symmetric, but it has an entry at (0, 2) and "
        + "none at (2, 0)."
    ) {
      try Graph(nodeCount: 3, rows: [0, 0, 1], columns: [1, 2, 0], direction: .undirected)
    },
    Fault(
      "The matrix of an undirected graph must be symmetric, but it has an entry at (2, 0) and "
        + "none at (0, 2)."
    ) {
      try Graph(nodeCount: 3, rows: [1, 2, 2], columns: [2, 0, 1], direction: .undirected)
    },
    Fault(
      "The matrix of an undirected graph must be symmetric, but it has 2.0 at (0, 1) and 3.0 at "
        + "(1, 0)."
    ) {
      try Graph(
        nodeCount: 2, rows: [1, 0], columns: [0, 1], weights: [3, 2], direction: .undirected)
    },
    Fault("There are 2 row indices, but 1 column indices.") {
      try Graph(nodeCount: 3, rows: [0, 1], columns: [1], direction: .directed)
    },
    Fault("There are 1 values, but 2 entries.") {
      try Graph(nodeCount: 3, rows: [0, 1], columns: [1, 1], weights: [4], direction: .directed)
    },
    Fault("Entry 1 is at (1, 3), outside a 3 × 3 matrix.") {
      try Graph(nodeCount: 3, rows: [0, 1], columns: [1, 3], direction: .directed)
    },
    Fault("Entries 0 and 2 are both at (0, 1).") {
      try Graph(nodeCount: 3, rows: [0, 1, 0], columns: [1, 0, 1], direction: .directed)
    },
    Fault("There are 0 row offsets, but one for each row and one more make 1.") {
      try Graph(rowOffsets: [], columns: [], direction: .directed)
    },
    Fault("The first row offset is 1, but must be 0.") {
      try Graph(rowOffsets: [1, 2], columns: [0], direction: .directed)
    },
    Fault("The offsets of row 1 go down from 2 to 1.") {
      try Graph(rowOffsets: [0, 2, 1], columns: [0], direction: .directed)
    },
    Fault("The last row offset is 1, but there are 2 entries.") {
      try Graph(rowOffsets: [0, 1], columns: [0, 0], direction: .directed)
    },
  ]

  @Test("Each fault says what is wrong, where, and what to do", arguments: allFaults)
  func text(of fault: Fault) {
    let error = #expect(throws: GraphError.self) { try fault.make() }
    #expect(error?.description == fault.testDescription)
  }

  @Test("Errors carry their data")
  func payload() {
    #expect(throws: GraphError.endpointOutOfRange(edge: 0, node: 9, nodeCount: 2)) {
      try Graph(nodeCount: 2, edges: [(0, 9)])
    }
    #expect(throws: GraphError.malformedMatrix(.firstRowOffset(5))) {
      try Graph(rowOffsets: [5], columns: [], direction: .directed)
    }
  }

  @Test("A pattern cannot have a negative size")
  func negativeSize() {
    let error = #expect(throws: SparsityError.self) {
      try SparsityPattern(rowCount: 2, columnCount: -3, rows: [], columns: [])
    }
    #expect(error?.description == "A matrix cannot have 2 rows and -3 columns.")
  }
}
