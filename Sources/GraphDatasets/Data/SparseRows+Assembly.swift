import Graphs

extension SparseRows {
  /// Creates a matrix from rows of others; `nil` makes a row of zeros.
  ///
  /// - Precondition: Each row exists, and the matrices have the same number of columns.
  init(columnCount: Int, rows: [(matrix: SparseRows, row: Int)?]) {
    var offsets = [0]
    var columns: [Int] = []
    var values: [Float] = []
    for source in rows {
      if let (matrix, row) = source {
        precondition(
          matrix.columnCount == columnCount, "A row of \(matrix.columnCount) columns joins \(columnCount).")
        let entries = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
        columns += matrix.columnIndices[entries]
        values += matrix.values[entries]
      }
      offsets.append(columns.count)
    }
    self.init(
      canonicalRowOffsets: offsets, columnCount: columnCount, columnIndices: columns, values: values)
  }

  /// Returns the matrix as the operators of the library use it, in float32.
  func sparseMatrix(path: String) throws(DatasetError) -> SparseMatrix {
    do throws(SparsityError) {
      return try SparseMatrix(
        columnCount: columnCount, rowOffsets: rowOffsets, columns: columnIndices,
        values: values.map(Double.init))
    } catch {
      throw .unexpectedValue(path: path, found: "\(error)", expected: "a sparse matrix")
    }
  }
}
