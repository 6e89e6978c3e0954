/// Why arrays do not describe a sparse matrix.
public enum SparsityError: Error, Equatable, Sendable {
  /// The number of rows or columns is negative.
  case negativeSize(rowCount: Int, columnCount: Int)

  /// Coordinate arrays have different lengths.
  case coordinateCounts(rows: Int, columns: Int)

  /// There are not as many values as entries.
  case valueCount(found: Int, expected: Int)

  /// An entry lies outside the matrix.
  case entryOutOfRange(entry: Int, row: Int, column: Int, rowCount: Int, columnCount: Int)

  /// Two entries have the same row and column.
  case duplicateEntry(first: Int, second: Int, row: Int, column: Int)

  /// There is not one row offset more than there are rows.
  case rowOffsetCount(found: Int, expected: Int)

  /// The row offsets do not start at zero.
  case firstRowOffset(Int)

  /// A row offset is smaller than the one before it.
  case decreasingRowOffset(row: Int, from: Int, to: Int)

  /// The last row offset is not the number of entries.
  case lastRowOffset(found: Int, entryCount: Int)
}

extension SparsityError: CustomStringConvertible {
  /// What is wrong and where, in one sentence.
  public var description: String {
    switch self {
    case .negativeSize(let rowCount, let columnCount):
      "A matrix cannot have \(rowCount) rows and \(columnCount) columns."
    case .coordinateCounts(let rows, let columns):
      "There are \(rows) row indices, but \(columns) column indices."
    case .valueCount(let found, let expected):
      "There are \(found) values, but \(expected) entries."
    case .entryOutOfRange(let entry, let row, let column, let rowCount, let columnCount):
      "Entry \(entry) is at (\(row), \(column)), outside a \(rowCount) × \(columnCount) matrix."
    case .duplicateEntry(let first, let second, let row, let column):
      "Entries \(first) and \(second) are both at (\(row), \(column))."
    case .rowOffsetCount(let found, let expected):
      "There are \(found) row offsets, but one for each row and one more make \(expected)."
    case .firstRowOffset(let offset):
      "The first row offset is \(offset), but must be 0."
    case .decreasingRowOffset(let row, let from, let to):
      "The offsets of row \(row) go down from \(from) to \(to)."
    case .lastRowOffset(let found, let entryCount):
      "The last row offset is \(found), but there are \(entryCount) entries."
    }
  }
}
