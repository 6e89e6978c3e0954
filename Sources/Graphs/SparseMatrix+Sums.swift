public import Tensors

extension SparseMatrix {
  /// The entries on the diagonal, `[min(rowCount, columnCount)]`; zero where there is none.
  public var diagonal: Tensor {
    let values = values.elements
    let diagonal = (0..<min(rowCount, columnCount)).map { index in
      pattern.entry(row: index, column: index).map { values[$0] } ?? 0
    }
    return Tensor(shape: [diagonal.count], elements: diagonal, scalarType: scalarType)
  }

  /// The sum of each row, `[rowCount]`, added up in float64.
  public var rowSums: Tensor {
    let values = values.elements
    let sums = (0..<rowCount).map { row in
      pattern.entryRange(row).reduce(0) { $0 + values[$1] }
    }
    return Tensor(shape: [rowCount], elements: sums, scalarType: scalarType)
  }

  /// The sum of each column, `[columnCount]`, added up in float64.
  public var columnSums: Tensor {
    var sums = [Double](repeating: 0, count: columnCount)
    for (entry, value) in values.elements.enumerated() { sums[pattern.columns[entry]] += value }
    return Tensor(shape: [columnCount], elements: sums, scalarType: scalarType)
  }

  /// Returns the matrix with each row multiplied by a factor, `diag(factors) A`.
  ///
  /// - Parameter factors: The factors, `[rowCount]`.
  /// - Returns: A matrix with the same pattern.
  public func scalingRows(by factors: Tensor) -> SparseMatrix {
    precondition(
      factors.shape == [rowCount],
      "Factors of shape \(factors.shape) do not fit a matrix of \(rowCount) rows.")
    let factors = factors.elements
    return mapEntries { row, _, value in value * factors[row] }
  }

  /// Returns the matrix with each column multiplied by a factor, `A diag(factors)`.
  ///
  /// - Parameter factors: The factors, `[columnCount]`.
  /// - Returns: A matrix with the same pattern.
  public func scalingColumns(by factors: Tensor) -> SparseMatrix {
    precondition(
      factors.shape == [columnCount],
      "Factors of shape \(factors.shape) do not fit a matrix of \(columnCount) columns.")
    let factors = factors.elements
    return mapEntries { _, column, value in value * factors[column] }
  }

  /// The matrix with each row divided by its sum; a row whose sum is zero stays as it is.
  public var rowNormalised: SparseMatrix {
    let values = values.elements
    let sums = (0..<rowCount).map { row in
      pattern.entryRange(row).reduce(0) { $0 + values[$1] }
    }
    return mapEntries { row, _, value in sums[row] == 0 ? value : value / sums[row] }
  }

  private func mapEntries(_ transform: (Int, Int, Double) -> Double) -> SparseMatrix {
    var values = values.elements
    for row in 0..<rowCount {
      for entry in pattern.entryRange(row) {
        values[entry] = transform(row, pattern.columns[entry], values[entry])
      }
    }
    return SparseMatrix(
      pattern: pattern,
      values: Tensor(shape: [entryCount], elements: values, scalarType: scalarType))
  }
}
