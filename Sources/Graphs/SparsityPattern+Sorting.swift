/// Entries sorted by row, then by column, then by their place in the input.
struct SortedEntries {
  /// The position of each row's first entry, and the number of entries.
  var offsets: IndexStorage

  /// The column of each sorted entry; equal columns of a row may follow each other.
  var columns: IndexStorage

  /// The place of each sorted entry in the input.
  var order: IndexStorage
}

extension SortedEntries {
  /// Sorts entries that are known to be in range.
  ///
  /// This is a counting sort by column followed by one by row; both are stable.
  ///
  /// - Complexity: O(`rowCount` + `columnCount` + entries).
  init(rowCount: Int, columnCount: Int, rows: [Int], columns: [Int]) {
    let count = rows.count
    // In the order of the columns: where each comes from, and its row, side by side, so that
    // reading a pair meets memory once.
    var byColumn = [(entry: Int, row: Int)](repeating: (0, 0), count: count)
    let columnStarts = Self.starts(of: columns, bucketCount: columnCount)
    var next = columnStarts
    for entry in 0..<count {
      let place = next[columns[entry]]
      next[columns[entry]] = place + 1
      byColumn[place] = (entry, rows[entry])
    }

    next = Self.starts(of: rows, bucketCount: rowCount)
    self.offsets = IndexStorage(next)
    self.columns = IndexStorage(count: count)
    self.order = IndexStorage(count: count)
    for column in 0..<columnCount {
      for (entry, row) in byColumn[columnStarts[column]..<columnStarts[column + 1]] {
        let place = next[row]
        next[row] = place + 1
        self.columns.pointer[place] = column
        order.pointer[place] = entry
      }
    }
  }

  /// Returns where each bucket starts when `keys` are sorted, and `keys.count` at the end.
  private static func starts(of keys: [Int], bucketCount: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: bucketCount + 1)
    for key in keys { starts[key + 1] += 1 }
    for bucket in 0..<bucketCount { starts[bucket + 1] += starts[bucket] }
    return starts
  }

  /// The first pair of neighbouring entries with the same row and column, if any.
  var firstDuplicate: (row: Int, position: Int)? {
    for row in 0..<(offsets.count - 1) {
      for position in offsets[row]..<offsets[row + 1]
      where position > offsets[row] && columns[position] == columns[position - 1] {
        return (row, position)
      }
    }
    return nil
  }

  /// Returns the pattern, given that there are no duplicates.
  func pattern(rowCount: Int, columnCount: Int) -> SparsityPattern {
    SparsityPattern(
      rowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns)
  }
}
