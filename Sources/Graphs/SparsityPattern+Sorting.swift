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
    let byColumn = IndexStorage(count: count)
    self.offsets = IndexStorage(count: rowCount + 1)
    self.columns = IndexStorage(count: count)
    self.order = IndexStorage(count: count)

    rows.withUnsafeBufferPointer { rows in
      columns.withUnsafeBufferPointer { columns in
        var next = Self.starts(of: columns, bucketCount: columnCount)
        for entry in 0..<count {
          byColumn.pointer[next[columns[entry]]] = entry
          next[columns[entry]] += 1
        }
        next = Self.starts(of: rows, bucketCount: rowCount)
        for row in 0...rowCount { offsets.pointer[row] = next[row] }
        for position in 0..<count {
          let entry = byColumn[position]
          let place = next[rows[entry]]
          next[rows[entry]] += 1
          self.columns.pointer[place] = columns[entry]
          order.pointer[place] = entry
        }
      }
    }
  }

  /// Returns where each bucket starts when `keys` are sorted, and `keys.count` at the end.
  private static func starts(of keys: UnsafeBufferPointer<Int>, bucketCount: Int) -> [Int] {
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
