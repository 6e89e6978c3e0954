/// A sparse matrix by rows, as files hold it: the form that readers end in.
///
/// The columns of each row are increasing and every value is finite.
package struct SparseRows: Equatable, Sendable {
  /// The number of rows.
  package let rowCount: Int

  /// The number of columns.
  package let columnCount: Int

  /// Where each row starts in `columnIndices` and `values`; one more than there are rows.
  package private(set) var rowOffsets: [Int]

  /// The column of each entry.
  package private(set) var columnIndices: [Int]

  /// The value of each entry.
  package private(set) var values: [Float]

  /// Creates a matrix from its arrays, sorting each row and adding up repeated entries.
  ///
  /// Returns `nil` if the parts do not fit together or a value is not finite.
  ///
  /// - Complexity: O(rows + *k* log *k*) for *k* entries.
  init?(rowCount: Int, columnCount: Int, rowOffsets: [Int], columnIndices: [Int], values: [Float]) {
    guard rowCount >= 0, columnCount >= 0, rowOffsets.count - 1 == rowCount, rowOffsets.first == 0,
      rowOffsets.last == columnIndices.count, values.count == columnIndices.count,
      columnIndices.allSatisfy({ (0..<columnCount).contains($0) }), values.allSatisfy(\.isFinite),
      zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowOffsets = rowOffsets
    self.columnIndices = columnIndices
    self.values = values
    canonicalise()
    guard self.values.allSatisfy(\.isFinite) else { return nil }
  }

  /// Creates a matrix from entries in any order; `nil` if one is outside or not finite.
  init?(rowCount: Int, columnCount: Int, rows: [Int], columns: [Int], values: [Float]) {
    guard rowCount >= 0, rows.count == columns.count, rows.count == values.count,
      rows.allSatisfy({ (0..<rowCount).contains($0) })
    else { return nil }
    var offsets = [Int](repeating: 0, count: rowCount + 1)
    for row in rows { offsets[row + 1] += 1 }
    for row in 0..<rowCount { offsets[row + 1] += offsets[row] }
    var next = offsets
    var sortedColumns = [Int](repeating: 0, count: columns.count)
    var sortedValues = [Float](repeating: 0, count: columns.count)
    for (entry, row) in rows.enumerated() {
      sortedColumns[next[row]] = columns[entry]
      sortedValues[next[row]] = values[entry]
      next[row] += 1
    }
    self.init(
      rowCount: rowCount, columnCount: columnCount, rowOffsets: offsets, columnIndices: sortedColumns,
      values: sortedValues)
  }

  /// Creates a matrix from arrays that are known to be in order.
  init(
    canonicalRowOffsets rowOffsets: [Int], columnCount: Int, columnIndices: [Int], values: [Float]
  ) {
    rowCount = rowOffsets.count - 1
    self.columnCount = columnCount
    self.rowOffsets = rowOffsets
    self.columnIndices = columnIndices
    self.values = values
  }

  /// The row of each entry.
  package var rowIndices: [Int] {
    (0..<rowCount).flatMap { row in
      repeatElement(row, count: rowOffsets[row + 1] - rowOffsets[row])
    }
  }

  /// Returns the matrix with rows and columns exchanged.
  func transposed() -> SparseRows? {
    SparseRows(
      rowCount: columnCount, columnCount: rowCount, rows: columnIndices, columns: rowIndices,
      values: values)
  }

  /// Sorts each row by column and adds up entries of the same place.
  private mutating func canonicalise() {
    let isCanonical = (0..<rowCount).allSatisfy { row in
      let columns = columnIndices[rowOffsets[row]..<rowOffsets[row + 1]]
      return zip(columns, columns.dropFirst()).allSatisfy { $0 < $1 }
    }
    guard !isCanonical else { return }
    var offsets = [0]
    var columns: [Int] = []
    var sums: [Float] = []
    for row in 0..<rowCount {
      let start = columns.count
      let entries = (rowOffsets[row]..<rowOffsets[row + 1])
        .sorted { (columnIndices[$0], $0) < (columnIndices[$1], $1) }
      for entry in entries {
        if columns.count > start, columns.last == columnIndices[entry] {
          sums[sums.count - 1] += values[entry]
        } else {
          columns.append(columnIndices[entry])
          sums.append(values[entry])
        }
      }
      offsets.append(columns.count)
    }
    (rowOffsets, columnIndices, values) = (offsets, columns, sums)
  }
}
