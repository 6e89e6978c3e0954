import Graphs
import Testing

@testable import GraphDatasets

@Suite("Tables and edge lists in text")
struct TextReaderTests {
  @Test("Tables may use commas or spaces, comments, blank lines and any line end")
  func table() throws {
    let table = try NumberTable(parsing: Array("# a b\r\n1, -2.5\r\n\r\n 3e2 ,4\n".utf8), path: "x.csv")
    #expect(table.rowCount == 2)
    #expect(table.columnCount == 2)
    #expect(table.values == [1, -2.5, 300, 4])
    let spaced = try NumberTable(parsing: Array("1 2\t3".utf8), path: "x.csv")
    #expect(spaced.values == [1, 2, 3])
  }

  @Test(
    "Faults in a table name the file, the line and the field",
    arguments: [
      ("1,2\n3\n", "x.csv:2: found 1 field, but expected 2, as in the first row. Mend the line."),
      ("1,2\n\n#\n3,cat\n", "x.csv:4: 'cat' is not a finite number. Mend the field."),
      ("1,nan\n", "x.csv:1: 'nan' is not a finite number. Mend the field."),
      ("1,1e999\n", "x.csv:1: '1e999' is not a finite number. Mend the field."),
      ("1,0x10\n", "x.csv:1: '0x10' is not a finite number. Mend the field."),
      ("1,,2\n", "x.csv:1: '' is not a finite number. Mend the field."),
      ("1,\u{1B}[31m\n", "x.csv:1: '?[31m' is not a finite number. Mend the field."),
      ("# nothing\n", "x.csv: there is no line with data. Check that this is the right file."),
    ])
  func tableFaults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) {
      try NumberTable(parsing: Array(text.utf8), path: "x.csv")
    }
    #expect(error?.description == expected)
  }

  @Test("Edges may have a heading and weights")
  func edges() throws {
    let plain = try EdgeList(parsing: Array("source,target\n0,1\n1,2\n".utf8), path: "e.csv")
    #expect(plain.sources == [0, 1])
    #expect(plain.targets == [1, 2])
    #expect(plain.weights == nil)
    #expect(plain.lines == [2, 3])
    let weighted = try EdgeList(parsing: Array("0 1 0.5\n1 0 0.5\n".utf8), path: "e.txt")
    #expect(weighted.weights == [0.5, 0.5])
    let graph = try weighted.graph(nodeCount: 2)
    #expect(graph.edgeCount == 1)
    #expect(graph.weight(from: 1, to: 0) == 0.5)
  }

  @Test(
    "Faults in an edge list name the file and the line",
    arguments: [
      ("0,1\n2\n", "e.csv:2: found 1 field, but expected 2, as in the first row. Mend the line."),
      (
        "0,1,2,3\n",
        "e.csv:1: found 4 fields, but expected a source, a target and perhaps a weight. "
          + "Mend the line."
      ),
      ("0,1\n0,-1\n", "e.csv:2: '-1' is not a whole number from 0 up. Mend the field."),
      (
        "0,1\n0,99999999999999999999\n",
        "e.csv:2: '99999999999999999999' is not a whole number from 0 up. Mend the field."
      ),
      ("0,1,0\n", "e.csv:1: the edge weight '0' is not a positive number. Mend the field."),
      (
        "0,1\n#\n1,3\n",
        "e.csv:3: an edge names node '3', but there are 3 nodes, numbered from 0. "
          + "Mend the edge or add the node."
      ),
      (
        "0,1,2\n1,0,3\n",
        "e.csv:2: the edge between 0 and 1, with another weight, appears a second time. "
          + "Remove one of the two."
      ),
    ])
  func edgeFaults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) {
      try EdgeList(parsing: Array(text.utf8), path: "e.csv").graph(nodeCount: 3)
    }
    #expect(error?.description == expected)
  }
}
