/// Papers with words and classes, as `cora.content` lists them: an identifier, a zero or one
/// for each word, and the name of the class on each line.
package struct PaperTable {
  /// The row of each paper.
  let rows: [String: Int]

  /// The words of each paper.
  let words: SparseRows

  /// The class of each paper, an index of the class names given.
  let labels: [Int]

  /// Reads the papers in some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - path: The name of the file, for errors.
  ///   - classNames: The names of the classes, in the order of their labels.
  /// - Throws: `wrongFieldCount`, `notANumber`, `duplicate`, `unexpectedValue` or `emptyFile`.
  package init(parsing bytes: [UInt8], path: String, classNames: [String]) throws(DatasetError) {
    var rows: [String: Int] = [:]
    var labels: [Int] = []
    var offsets = [0]
    var columns: [Int] = []
    var values: [Float] = []
    var fieldCount: Int?
    for line in TextLines(bytes) {
      let fields = line.fields
      guard fields.count >= 2, fields.count == fieldCount ?? fields.count else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count,
          expected: fieldCount.map { "\($0), as in the first row" } ?? "a paper, its words and its class")
      }
      fieldCount = fields.count
      for (column, field) in fields[1..<(fields.count - 1)].enumerated() {
        guard let value = TextField.number(field), let entry = Float(exactly: value) else {
          throw .notANumber(path: path, line: line.number, field: TextField.shown(field))
        }
        if entry != 0 {
          columns.append(column)
          values.append(entry)
        }
      }
      let className = TextField.text(fields[fields.count - 1])
      guard let label = classNames.firstIndex(of: className) else {
        throw .unexpectedValue(
          path: "\(path):\(line.number)", found: "the class \(quoted(className))",
          expected: "one of " + classNames.joined(separator: ", "))
      }
      let paper = TextField.text(fields[0])
      guard rows.updateValue(labels.count, forKey: paper) == nil else {
        throw .duplicate(path: path, line: line.number, item: "paper \(quoted(paper))")
      }
      labels.append(label)
      offsets.append(columns.count)
    }
    guard let fieldCount else { throw .emptyFile(path: path) }
    self.rows = rows
    self.labels = labels
    words = SparseRows(
      canonicalRowOffsets: offsets, columnCount: fieldCount - 2, columnIndices: columns, values: values)
  }
}
