/// Node indices in a text file, one a line: test nodes, or labels.
package struct NodeIndexList {
  /// The indices, in the order of the file.
  package let nodes: [Int]

  /// The line of each index.
  package let lines: [Int]

  /// Reads the indices in some bytes.
  ///
  /// - Throws: `wrongFieldCount`, `notAnIndex` or `emptyFile`.
  package init(parsing bytes: [UInt8], path: String) throws(DatasetError) {
    var nodes: [Int] = []
    var lines: [Int] = []
    for line in TextLines(bytes) {
      let fields = line.fields
      guard fields.count == 1 else {
        throw .wrongFieldCount(path: path, line: line.number, found: fields.count, expected: "1")
      }
      guard let node = TextField.index(fields[0]) else {
        throw .notAnIndex(path: path, line: line.number, field: TextField.shown(fields[0]))
      }
      nodes.append(node)
      lines.append(line.number)
    }
    guard !nodes.isEmpty else { throw .emptyFile(path: path) }
    self.nodes = nodes
    self.lines = lines
  }
}
