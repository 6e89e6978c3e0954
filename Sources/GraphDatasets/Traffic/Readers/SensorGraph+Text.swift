import Graphs

extension SensorGraph {
  /// Reads an adjacency matrix in a text file: one row a line, with or without names.
  ///
  /// A matrix with names has a heading whose first field is empty, and a name before every row,
  /// in the same order.
  ///
  /// - Throws: An error that names the file and, where there is one, the line.
  public init(matrixAt path: String) throws(DatasetError) {
    try self.init(parsingMatrix: readBytes(ofFileAt: path), path: path)
  }

  /// Reads an adjacency matrix in some bytes of UTF-8 text; see ``init(matrixAt:)``.
  public init(parsingMatrix bytes: [UInt8], path: String) throws(DatasetError) {
    var lines = TextLines(bytes)
    guard let heading = lines.next()?.fields, heading.count > 1, heading[0].isEmpty else {
      let table = try NumberTable(parsing: bytes, path: path)
      guard table.rowCount == table.columnCount else {
        throw .countMismatch(path: path, what: "columns", found: table.columnCount, expected: table.rowCount)
      }
      try self.init(weights: table.values, nodeCount: table.rowCount, sensors: nil, path: path)
      return
    }
    let names = heading.dropFirst().map { TextField.text(TextField.unquoted($0)) }
    var values: [Double] = []
    var row = 0
    while let line = lines.next() {
      let fields = line.fields
      guard fields.count == names.count + 1 else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count,
          expected: "\(names.count + 1), as in the heading")
      }
      guard row < names.count, TextField.text(TextField.unquoted(fields[0])) == names[row] else {
        throw .unexpectedValue(
          path: path, found: "row \(row) called \(quoted(TextField.shown(fields[0])))",
          expected: "the names of the heading, in its order")
      }
      for (column, field) in fields.enumerated().dropFirst() {
        guard let value = TextField.number(field) else {
          throw .badCell(
            path: path, line: line.number, column: column + 1, cell: TextField.shown(field))
        }
        values.append(value)
      }
      row += 1
    }
    guard row == names.count else {
      throw .countMismatch(path: path, what: "rows", found: row, expected: names.count)
    }
    try self.init(weights: values, nodeCount: names.count, sensors: names, path: path)
  }

  /// Returns the graph without some of its sensors, and without their edges.
  ///
  /// - Precondition: The nodes have names.
  func removing(_ names: Set<String>, path: String) throws(DatasetError) -> SensorGraph {
    guard let sensors else { preconditionFailure("Nodes without names cannot be removed by name.") }
    let nodes = sensors.indices.filter { !names.contains(sensors[$0]) }
    return try SensorGraph(
      graph.inducedSubgraph(on: nodes).graph, sensors: nodes.map { sensors[$0] }, path: path)
  }
}
