import Graphs

extension SparseRows {
  /// The entries of a row, as a range of `columnIndices` and `values`.
  package func entries(inRow row: Int) -> Range<Int> {
    rowOffsets[row]..<rowOffsets[row + 1]
  }

  /// Creates a matrix of parts that a reader has put together.
  ///
  /// - Throws: `unexpectedValue` if they do not fit.
  init(
    columnCount: Int, rowOffsets: [Int], columnIndices: [Int], values: [Float], path: String
  ) throws(DatasetError) {
    let matrix = SparseRows(
      rowCount: rowOffsets.count - 1, columnCount: columnCount, rowOffsets: rowOffsets,
      columnIndices: columnIndices, values: values)
    guard let matrix else {
      throw .unexpectedValue(path: path, found: "values that are not finite", expected: "features")
    }
    self = matrix
  }

  /// Returns the matrix as one that can be multiplied, in float32.
  ///
  /// - Throws: `unexpectedValue`, which a matrix that was read does not give cause for.
  func sparseMatrix(path: String) throws(DatasetError) -> SparseMatrix {
    do {
      return try SparseMatrix(
        columnCount: columnCount, rowOffsets: rowOffsets, columns: columnIndices,
        values: values.map(Double.init))
    } catch {
      throw .unexpectedValue(path: path, found: "\(error)", expected: "a sparse matrix")
    }
  }
}

/// Creates a graph from edges whose ends are known to be nodes.
func undirectedGraph(
  nodeCount: Int, edges: [(Int, Int)], weights: [Double]? = nil,
  duplicates: Graph.DuplicatePolicy = .keepFirst, selfLoops: Graph.SelfLoopPolicy = .keep, path: String
) throws(DatasetError) -> Graph {
  do {
    return try Graph(
      nodeCount: nodeCount, edges: edges, weights: weights, duplicates: duplicates,
      selfLoops: selfLoops)
  } catch {
    throw .unexpectedValue(path: path, found: "\(error)", expected: "the edges of a graph")
  }
}
