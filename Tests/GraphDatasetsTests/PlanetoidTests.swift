import Graphs
import Tensors
import Testing

@testable import GraphDatasets

@Suite("Planetoid's files, put together")
struct PlanetoidTests {
  /// Two training nodes and one more; test nodes 5 and 3, so that 4 is missing.
  private func parts(
    testNodes: [Int] = [5, 3], neighbours: [[Int]] = [[1, 1, 5], [0], [2], [], [], [0]]
  ) throws -> PlanetoidParts {
    let others = try #require(
      SparseRows(rowCount: 3, columnCount: 2, rows: [0, 1, 2], columns: [0, 1, 0], values: [1, 2, 3]))
    let tests = try #require(
      SparseRows(rowCount: 2, columnCount: 2, rows: [0, 1], columns: [1, 1], values: [4, 5]))
    return PlanetoidParts(
      name: "tiny", path: "ind.tiny.", trainingCount: 2, otherFeatures: others,
      otherLabels: try labels([1, 0, 0, 1, 1, 0], rows: 3), testFeatures: tests,
      testLabels: try labels([0, 1, 0, 1], rows: 2), testNodes: testNodes,
      adjacency: neighbours.enumerated().map { ($0, $1) })
  }

  private func labels(_ marks: [UInt8], rows: Int) throws -> OneHotLabels {
    let format = try #require(ElementFormat(Array("u1".utf8)))
    let array = NumericArray(
      path: "y", shape: [rows, marks.count / rows], format: format, isColumnMajor: false, bytes: marks,
      range: marks.indices)
    return try OneHotLabels(#require(array), path: "y")
  }

  @Test("Test rows go to their index; a node that the index skips has neither features nor class")
  func assembly() throws {
    let data = try parts().assembled()
    #expect(data.nodeCount == 6)
    #expect(data.features.dense().elements == [1, 0, 0, 2, 3, 0, 0, 5, 0, 0, 0, 4])
    #expect(data.labels == [0, 1, 0, 1, 0, 1])
    #expect(data.unlabelledNodes == [4])
    #expect(data.graph.edgeCount == 3)
    #expect(data.graph.selfLoopCount == 1)
    #expect(data.split == Split(training: [0, 1], validation: [2], test: [3, 5]))
  }

  @Test("Test nodes outside the graph, repeated or among the others are refused")
  func testNodes() {
    var error = #expect(throws: DatasetError.self) { try parts(testNodes: [5, 6]).assembled() }
    #expect(
      error?.description
        == "ind.tiny.test.index: found test node 6, but expected nodes from 3 up to 5. "
        + "Check that this is the right file.")
    error = #expect(throws: DatasetError.self) { try parts(testNodes: [5, 5]).assembled() }
    #expect(
      error?.description == "ind.tiny.test.index:2: node 5 appears a second time. Remove one of the two.")
    error = #expect(throws: DatasetError.self) { try parts(testNodes: [5]).assembled() }
    #expect(
      error?.description
        == "ind.tiny.test.index: found 1 test nodes, but expected 2. "
        + "Check that the files belong together.")
  }

  @Test("An edge to a node that does not exist is refused")
  func edges() {
    let error = #expect(throws: DatasetError.self) {
      try parts(neighbours: [[1], [0], [77], [], [], []]).assembled()
    }
    #expect(
      error?.description
        == "ind.tiny.graph: an edge names node '77', but there are 6 nodes, numbered from 0. "
        + "Mend the edge or add the node.")
  }

  @Test("Citations by name are brought into the order that is asked for")
  func contentAndCites() throws {
    let content = "p1\t1\t0\tTheory\np2\t0\t1\tRule_Learning\np3\t1\t1\tTheory\n"
    func load(content: String, cites: String, order: String) throws -> NodeClassificationData {
      try ContentAndCites.assembled(
        content: ("c", Array(content.utf8)), cites: ("s", Array(cites.utf8)), order: ("o", Array(order.utf8)))
    }
    let data = try load(content: content, cites: "p1\tp3\np3\tp1\n", order: "p3\np1\np2\n")
    #expect(data.labels == [0, 0, 6])
    #expect(data.features.dense().elements == [1, 1, 1, 0, 0, 1])
    #expect(data.graph.weight(from: 0, to: 1) == 1)
    #expect(data.graph.edgeCount == 1)

    var error = #expect(throws: DatasetError.self) {
      try load(content: content, cites: "p1\tp9\n", order: "p3\np1\np2\n")
    }
    #expect(
      error?.description
        == "s:1: there is no paper 'p9' in the table of papers. Check that the files belong together.")
    error = #expect(throws: DatasetError.self) {
      try load(content: content + "p4\t1\tTheory\n", cites: "", order: "")
    }
    #expect(error?.description == "c:4: found 3 fields, but expected 4, as in the first row. Mend the line.")
    error = #expect(throws: DatasetError.self) { try load(content: content, cites: "", order: "p3\n") }
    #expect(
      error?.description == "o: found 1 papers, but expected 3. Check that the files belong together.")
  }
}
