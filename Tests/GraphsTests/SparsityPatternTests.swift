import Graphs
import Testing

@Suite("Sparsity patterns")
struct SparsityPatternTests {
  @Test("Entries are found by row and column")
  func lookup() throws {
    let pattern = try SparsityPattern(
      rowCount: 3, columnCount: 5, rows: [2, 0, 2, 2], columns: [4, 1, 0, 2])
    #expect(pattern.entries(inRow: 2) == 1..<4)
    #expect(Array(pattern.columns(inRow: 2)) == [0, 2, 4])
    #expect(pattern.columns(inRow: 1).isEmpty)
    #expect(pattern.entry(row: 2, column: 2) == 2)
    #expect(pattern.entry(row: 2, column: 3) == nil)
    #expect(pattern.entry(row: 1, column: 0) == nil)
    #expect(pattern.description == "3 × 5 with 4 entries")
  }

  @Test("Patterns are equal when their entries are, not only when they are the same object")
  func equality() throws {
    let one = try SparsityPattern(rowCount: 2, columnCount: 2, rows: [1, 0], columns: [0, 1])
    let same = try SparsityPattern(columnCount: 2, rowOffsets: [0, 1, 2], columns: [1, 0])
    let wider = try SparsityPattern(columnCount: 3, rowOffsets: [0, 1, 2], columns: [1, 0])
    #expect(one == same && one !== same)
    #expect(one != wider)
  }

  @Test("A transposition says where each entry comes from")
  func sources() throws {
    var random = SplitMix(state: 61)
    let graph = try randomGraph(nodeCount: 30, edgeCount: 99, direction: .directed, &random)
    let transposition = graph.pattern.transposition
    let sources = transposition.sources
    #expect(sources.sorted() == Array(0..<graph.entryCount))
    for row in 0..<30 {
      for entry in transposition.pattern.entries(inRow: row) {
        let column = transposition.pattern.columnIndices[entry]
        #expect(graph.pattern.entry(row: column, column: row) == sources[entry])
      }
    }
  }

  @Test("A list of indices is a view that slices, compares and prints as an array does")
  func lists() throws {
    let pattern = try SparsityPattern(
      rowCount: 2, columnCount: 9, rows: [0, 1, 1, 1], columns: [8, 3, 5, 7])
    let row = pattern.columns(inRow: 1)
    #expect(row.count == 3 && row.first == 3 && row[2] == 7)
    #expect(Array(row.dropFirst()) == [5, 7])
    #expect(row.description == "[3, 5, 7]")
    #expect(row != pattern.columns(inRow: 0))
    #expect(row.withUnsafeBufferPointer { $0.reduce(0, +) } == 15)
    let kept: IndexList = try SparsityPattern(columnCount: 4, rowOffsets: [0, 1], columns: [3])
      .columns(inRow: 0)
    #expect(Array(kept) == [3], "the view keeps its storage alive")
  }
}
