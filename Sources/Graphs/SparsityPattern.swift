import Synchronization

/// The places of the entries of a sparse matrix, in compressed sparse rows.
///
/// Entry `e` of row `i` has `rowOffsets[i] <= e < rowOffsets[i + 1]` and lies in column
/// `columnIndices[e]`; columns rise strictly within a row. A pattern is immutable and shared:
/// graphs, matrices and operators that differ only in their values refer to one pattern, and
/// its transpose is found once.
public final class SparsityPattern: Sendable {
  /// The number of rows.
  public let rowCount: Int

  /// The number of columns.
  public let columnCount: Int

  let offsets: IndexStorage
  let columns: IndexStorage
  let cachedTransposition = Mutex<Transposition?>(nil)

  /// Creates a pattern from arrays that are known to be sorted and in range.
  init(rowCount: Int, columnCount: Int, offsets: IndexStorage, columns: IndexStorage) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.offsets = offsets
    self.columns = columns
  }

  /// The number of entries.
  public var entryCount: Int { columns.count }

  /// The position of each row's first entry, and the number of entries: `rowCount + 1` indices.
  public var rowOffsets: IndexList { IndexList(offsets) }

  /// The column of each entry: `entryCount` indices.
  public var columnIndices: IndexList { IndexList(columns) }

  /// Returns the positions of the entries of a row.
  ///
  /// - Parameter row: A row in `0..<rowCount`.
  /// - Returns: A range of `0..<entryCount`.
  public func entries(inRow row: Int) -> Range<Int> {
    precondition(row >= 0 && row < rowCount, "Row \(row) is outside a pattern of \(rowCount) rows.")
    return entryRange(row)
  }

  /// Returns the columns of the entries of a row, rising, without copying them.
  ///
  /// - Parameter row: A row in `0..<rowCount`.
  /// - Returns: A view of the columns.
  public func columns(inRow row: Int) -> IndexList {
    IndexList(columns, range: entries(inRow: row))
  }

  /// Returns the position of the entry at `row` and `column`, or `nil` when there is none.
  ///
  /// - Complexity: O(log *k*) for *k* entries in the row.
  public func entry(row: Int, column: Int) -> Int? {
    var range = entries(inRow: row)
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if columns[middle] == column { return middle }
      range =
        columns[middle] < column ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// The entries of a row that is known to exist.
  func entryRange(_ row: Int) -> Range<Int> {
    Range(uncheckedBounds: (offsets[row], offsets[row + 1]))
  }
}

extension SparsityPattern: Equatable {
  /// Returns whether two patterns have the same size and the same entries.
  public static func == (left: SparsityPattern, right: SparsityPattern) -> Bool {
    if left === right { return true }
    return left.rowCount == right.rowCount && left.columnCount == right.columnCount
      && left.rowOffsets == right.rowOffsets && left.columnIndices == right.columnIndices
  }
}

extension SparsityPattern: CustomStringConvertible {
  /// The size and the number of entries, such as `3 × 4 with 5 entries`.
  public var description: String { "\(rowCount) × \(columnCount) with \(entryCount) entries" }
}
