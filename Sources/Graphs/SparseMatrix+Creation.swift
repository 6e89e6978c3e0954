public import Tensors

extension SparseMatrix {
  /// Creates a matrix from its entries in any order.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  ///   - rows: The row of each entry.
  ///   - columns: The column of each entry.
  ///   - values: The value of each entry.
  ///   - scalarType: The number format that values are rounded to.
  /// - Throws: `SparsityError` for wrong lengths, places outside the matrix and duplicates.
  /// - Complexity: O(`rowCount` + `columnCount` + entries).
  public init(
    rowCount: Int, columnCount: Int, rows: [Int], columns: [Int], values: [Double],
    scalarType: ScalarType = .float32
  ) throws(SparsityError) {
    let sorted = try SortedEntries(
      validatingRowCount: rowCount, columnCount: columnCount, rows: rows, columns: columns)
    guard values.count == rows.count else {
      throw .valueCount(found: values.count, expected: rows.count)
    }
    self.init(
      pattern: sorted.pattern(rowCount: rowCount, columnCount: columnCount),
      values: Tensor(
        shape: [values.count], elements: sorted.order.buffer.map { values[$0] },
        scalarType: scalarType))
  }

  /// Creates a matrix from compressed sparse rows; columns may be unsorted within a row.
  ///
  /// - Parameters:
  ///   - columnCount: The number of columns.
  ///   - rowOffsets: The position of each row's first entry, and the number of entries.
  ///   - columns: The column of each entry.
  ///   - values: The value of each entry.
  ///   - scalarType: The number format that values are rounded to.
  /// - Throws: `SparsityError` for malformed offsets, wrong lengths, places outside the matrix
  ///   and duplicates.
  /// - Complexity: O(rows + `columnCount` + entries).
  public init(
    columnCount: Int, rowOffsets: [Int], columns: [Int], values: [Double],
    scalarType: ScalarType = .float32
  ) throws(SparsityError) {
    let rows = try SortedEntries.rows(expanding: rowOffsets, entryCount: columns.count)
    try self.init(
      rowCount: rowOffsets.count - 1, columnCount: columnCount, rows: rows, columns: columns,
      values: values, scalarType: scalarType)
  }

  /// Creates a matrix of the elements of a dense one that are not zero.
  ///
  /// - Parameter dense: A tensor `[rows, columns]`.
  /// - Complexity: O(rows × columns).
  public init(_ dense: Tensor) {
    precondition(dense.rank == 2, "A tensor of shape \(dense.shape) is not a matrix.")
    let elements = dense.elements
    let (rowCount, columnCount) = (dense.shape[0], dense.shape[1])
    let offsets = IndexStorage(count: rowCount + 1)
    var columns: [Int] = []
    var values: [Double] = []
    for row in 0..<rowCount {
      for column in 0..<columnCount where elements[row * columnCount + column] != 0 {
        columns.append(column)
        values.append(elements[row * columnCount + column])
      }
      offsets.pointer[row + 1] = columns.count
    }
    self.init(
      pattern: SparsityPattern(
        rowCount: rowCount, columnCount: columnCount, offsets: offsets,
        columns: IndexStorage(columns)),
      values: Tensor(shape: [values.count], elements: values, scalarType: dense.scalarType))
  }

  /// Returns the matrix as a tensor `[rowCount, columnCount]` with its zeros.
  ///
  /// - Complexity: O(`rowCount` × `columnCount`).
  public func dense() -> Tensor {
    var elements = [Double](repeating: 0, count: rowCount * columnCount)
    let values = values.elements
    for row in 0..<rowCount {
      for entry in pattern.entryRange(row) {
        elements[row * columnCount + pattern.columns[entry]] = values[entry]
      }
    }
    return Tensor(shape: [rowCount, columnCount], elements: elements, scalarType: scalarType)
  }

  /// Returns some of the rows, in the order asked for; a row may be asked for repeatedly.
  ///
  /// - Parameter rows: Rows in `0..<rowCount`.
  /// - Returns: A matrix of `rows.count` rows and the same columns.
  /// - Complexity: O(entries of the result).
  public func gatheringRows(_ rows: [Int]) -> SparseMatrix {
    let offsets = IndexStorage(count: rows.count + 1)
    for (place, row) in rows.enumerated() {
      offsets.pointer[place + 1] = offsets[place] + pattern.entries(inRow: row).count
    }
    let columns = IndexStorage(count: offsets[rows.count])
    let sources = IndexStorage(count: offsets[rows.count])
    for (place, row) in rows.enumerated() {
      for (step, entry) in pattern.entryRange(row).enumerated() {
        columns.pointer[offsets[place] + step] = pattern.columns[entry]
        sources.pointer[offsets[place] + step] = entry
      }
    }
    return SparseMatrix(
      pattern: SparsityPattern(
        rowCount: rows.count, columnCount: columnCount, offsets: offsets, columns: columns),
      values: values.gathering(IndexList(sources)))
  }
}
