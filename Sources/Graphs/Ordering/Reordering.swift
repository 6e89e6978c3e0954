extension Graph {
  /// Returns the graph with its nodes in another order: node `i` of the result is `ordering.nodes[i]`.
  ///
  /// - Parameter ordering: An order of the graph's nodes.
  /// - Returns: The renumbered graph, whose adjacency matrix is `P A Pᵀ`.
  /// - Precondition: The ordering has as many nodes as the graph.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public func reordered(by ordering: NodeOrdering) -> Graph { permuted(by: ordering.nodes) }
}

extension GraphOperator {
  /// Returns the operator on nodes in another order, `P A Pᵀ`.
  ///
  /// - Parameter ordering: An order of the operator's nodes.
  /// - Returns: The operator that takes `ordering.applied(to: x)` to `ordering.applied(to: A x)`.
  /// - Precondition: The ordering has as many nodes as the operator.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public func reordered(by ordering: NodeOrdering) -> GraphOperator {
    let matrix = matrix.reordered(by: ordering)
    return isSymmetric
      ? GraphOperator(symmetric: matrix, spectralInterval: spectralInterval)
      : GraphOperator(matrix, spectralInterval: spectralInterval)
  }
}

extension SparseMatrix {
  /// Returns the square matrix with rows and columns in another order, `P A Pᵀ`.
  ///
  /// - Parameter ordering: An order of the rows, which is that of the columns.
  /// - Returns: The matrix whose entry at `(i, j)` is that at `(nodes[i], nodes[j])`.
  /// - Precondition: The matrix is square, and the ordering has as many nodes as it has rows.
  /// - Complexity: O(`rowCount` + `entryCount`).
  public func reordered(by ordering: NodeOrdering) -> SparseMatrix {
    precondition(
      rowCount == ordering.nodeCount && columnCount == ordering.nodeCount,
      "An ordering of \(ordering.nodeCount) nodes does not fit a matrix of \(pattern).")
    var rows: [Int] = []
    var columns: [Int] = []
    var sources: [Int] = []
    for (place, node) in ordering.nodes.enumerated() {
      for entry in pattern.entryRange(node) {
        rows.append(place)
        columns.append(ordering.places[pattern.columns[entry]])
        sources.append(entry)
      }
    }
    let sorted = SortedEntries(
      rowCount: rowCount, columnCount: columnCount, rows: rows, columns: columns)
    let order = IndexStorage(sorted.order.buffer.map { sources[$0] })
    return SparseMatrix(
      pattern: sorted.pattern(rowCount: rowCount, columnCount: columnCount),
      values: values.gathering(IndexList(order)))
  }
}

extension SparsityPattern {
  /// The largest distance of an entry from the diagonal; 0 for a pattern without entries.
  ///
  /// - Complexity: O(`rowCount`).
  public var bandwidth: Int {
    (0..<rowCount).reduce(0) { largest, row in
      let range = entryRange(row)
      guard !range.isEmpty else { return largest }
      return max(largest, abs(row - columns[range.lowerBound]), abs(columns[range.upperBound - 1] - row))
    }
  }

  /// The mean distance of an entry from the diagonal; 0 for a pattern without entries.
  ///
  /// It says how far from its own row a product reads, and is less swayed by single entries than
  /// the bandwidth.
  ///
  /// - Complexity: O(`entryCount`).
  public var meanDistance: Double {
    guard entryCount > 0 else { return 0 }
    let sum = (0..<rowCount).reduce(0) { sum, row in
      entryRange(row).reduce(sum) { $0 + abs(columns[$1] - row) }
    }
    return Double(sum) / Double(entryCount)
  }
}
