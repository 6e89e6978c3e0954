extension SparsityPattern {
  /// Creates a pattern from the rows and columns of its entries, in any order.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  ///   - rows: The row of each entry.
  ///   - columns: The column of each entry.
  /// - Throws: `SparsityError` for wrong lengths, places outside the matrix and duplicates.
  /// - Complexity: O(`rowCount` + `columnCount` + entries).
  public convenience init(
    rowCount: Int, columnCount: Int, rows: [Int], columns: [Int]
  ) throws(SparsityError) {
    let sorted = try SortedEntries(
      validatingRowCount: rowCount, columnCount: columnCount, rows: rows, columns: columns)
    self.init(
      rowCount: rowCount, columnCount: columnCount, offsets: sorted.offsets, columns: sorted.columns)
  }

  /// Creates a pattern from compressed sparse rows; columns may be unsorted within a row.
  ///
  /// - Parameters:
  ///   - columnCount: The number of columns.
  ///   - rowOffsets: The position of each row's first entry, and the number of entries.
  ///   - columns: The column of each entry.
  /// - Throws: `SparsityError` for malformed offsets, places outside the matrix and duplicates.
  /// - Complexity: O(rows + `columnCount` + entries).
  public convenience init(
    columnCount: Int, rowOffsets: [Int], columns: [Int]
  ) throws(SparsityError) {
    let rows = try SortedEntries.rows(expanding: rowOffsets, entryCount: columns.count)
    try self.init(
      rowCount: rowOffsets.count - 1, columnCount: columnCount, rows: rows, columns: columns)
  }
}

extension SortedEntries {
  /// Sorts entries after checking that they are in range and differ.
  init(
    validatingRowCount rowCount: Int, columnCount: Int, rows: [Int], columns: [Int]
  ) throws(SparsityError) {
    guard rowCount >= 0, columnCount >= 0 else {
      throw .negativeSize(rowCount: rowCount, columnCount: columnCount)
    }
    guard rows.count == columns.count else {
      throw .coordinateCounts(rows: rows.count, columns: columns.count)
    }
    for entry in rows.indices {
      let row = rows[entry]
      let column = columns[entry]
      guard row >= 0, row < rowCount, column >= 0, column < columnCount else {
        throw .entryOutOfRange(
          entry: entry, row: row, column: column, rowCount: rowCount, columnCount: columnCount)
      }
    }
    self.init(rowCount: rowCount, columnCount: columnCount, rows: rows, columns: columns)
    if let (row, position) = firstDuplicate {
      throw .duplicateEntry(
        first: order[position - 1], second: order[position], row: row, column: self.columns[position])
    }
  }

  /// Returns the row of each entry that row offsets describe.
  static func rows(expanding rowOffsets: [Int], entryCount: Int) throws(SparsityError) -> [Int] {
    guard let first = rowOffsets.first, let last = rowOffsets.last else {
      throw .rowOffsetCount(found: 0, expected: 1)
    }
    guard first == 0 else { throw .firstRowOffset(first) }
    for row in 0..<(rowOffsets.count - 1) where rowOffsets[row + 1] < rowOffsets[row] {
      throw .decreasingRowOffset(row: row, from: rowOffsets[row], to: rowOffsets[row + 1])
    }
    guard last == entryCount else {
      throw .lastRowOffset(found: last, entryCount: entryCount)
    }
    var rows: [Int] = []
    rows.reserveCapacity(entryCount)
    for row in 0..<(rowOffsets.count - 1) {
      rows.append(contentsOf: repeatElement(row, count: rowOffsets[row + 1] - rowOffsets[row]))
    }
    return rows
  }
}
