/// A table of numbers in text: one row a line, fields between commas or spaces.
///
/// Blank lines and lines that start with `#` are skipped.
public struct NumberTable: Hashable, Sendable {
  /// The number of rows.
  public let rowCount: Int

  /// The number of fields of each row.
  public let columnCount: Int

  /// The numbers, row after row.
  public let values: [Double]

  /// Reads the table in a file.
  ///
  /// - Throws: An error that names the file and the line.
  public init(contentsOf path: String) throws(DatasetError) {
    try self.init(parsing: readBytes(ofFileAt: path), path: path)
  }

  /// Reads the table in some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - path: The name of the file, for errors.
  /// - Throws: `wrongFieldCount`, `notANumber` or `emptyFile`.
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  public init(parsing bytes: [UInt8], path: String) throws(DatasetError) {
    var values: [Double] = []
    var columnCount = 0
    var rowCount = 0
    for line in TextLines(bytes) {
      let fields = line.fields
      if rowCount == 0 { columnCount = fields.count }
      guard fields.count == columnCount else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count, expected: "\(columnCount), as in the first row")
      }
      for field in fields {
        guard let value = TextField.number(field) else {
          throw .notANumber(path: path, line: line.number, field: TextField.shown(field))
        }
        values.append(value)
      }
      rowCount += 1
    }
    guard rowCount > 0 else { throw .emptyFile(path: path) }
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.values = values
  }

  /// The table without its zeros.
  var sparse: SparseRows? {
    var offsets = [0]
    var columns: [Int] = []
    var entries: [Float] = []
    for row in 0..<rowCount {
      for column in 0..<columnCount where values[row * columnCount + column] != 0 {
        columns.append(column)
        entries.append(Float(values[row * columnCount + column]))
      }
      offsets.append(columns.count)
    }
    return SparseRows(
      rowCount: rowCount, columnCount: columnCount, rowOffsets: offsets, columnIndices: columns,
      values: entries)
  }
}
