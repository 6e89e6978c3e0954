extension Graph {
  /// Creates a graph from the entries of its adjacency matrix, in any order.
  ///
  /// Unlike in a list of edges, an undirected edge between different nodes has two entries.
  ///
  /// - Parameters:
  ///   - nodeCount: The number of nodes.
  ///   - rows: The row, or source, of each entry.
  ///   - columns: The column, or target, of each entry.
  ///   - weights: The weight of each entry, or `nil` for an unweighted graph.
  ///   - direction: Whether edges have a direction. The matrix of an undirected graph must be
  ///     symmetric.
  /// - Throws: `GraphError`; places outside the matrix, wrong lengths and duplicates come as
  ///   `GraphError.malformedMatrix(_:)`.
  /// - Complexity: O(`nodeCount` + entries).
  public init(
    nodeCount: Int, rows: [Int], columns: [Int], weights: [Double]? = nil, direction: Direction
  ) throws(GraphError) {
    guard nodeCount >= 0 else { throw .negativeNodeCount(nodeCount) }
    let sorted: SortedEntries
    do throws(SparsityError) {
      sorted = try SortedEntries(
        validatingRowCount: nodeCount, columnCount: nodeCount, rows: rows, columns: columns)
    } catch {
      throw .malformedMatrix(error)
    }
    if let weights {
      guard weights.count == rows.count else {
        throw .malformedMatrix(.valueCount(found: weights.count, expected: rows.count))
      }
      for (entry, weight) in weights.enumerated() where !weight.isFinite {
        throw .nonFiniteWeight(edge: entry, weight: weight)
      }
    }
    self.init(
      pattern: sorted.pattern(rowCount: nodeCount, columnCount: nodeCount),
      weights: weights.map { weights in sorted.order.buffer.map { weights[$0] } },
      direction: direction)
    if direction == .undirected { try checkSymmetry() }
  }

  /// Creates a graph from its adjacency matrix in compressed sparse rows.
  ///
  /// - Parameters:
  ///   - rowOffsets: The position of each row's first entry, and the number of entries: one
  ///     index more than there are nodes.
  ///   - columns: The column, or target, of each entry, in any order within a row.
  ///   - weights: The weight of each entry, or `nil` for an unweighted graph.
  ///   - direction: Whether edges have a direction. The matrix of an undirected graph must be
  ///     symmetric.
  /// - Throws: `GraphError`; malformed arrays come as `GraphError.malformedMatrix(_:)`.
  /// - Complexity: O(nodes + entries).
  public init(
    rowOffsets: [Int], columns: [Int], weights: [Double]? = nil, direction: Direction
  ) throws(GraphError) {
    let rows: [Int]
    do throws(SparsityError) {
      rows = try SortedEntries.rows(expanding: rowOffsets, entryCount: columns.count)
    } catch {
      throw .malformedMatrix(error)
    }
    try self.init(
      nodeCount: rowOffsets.count - 1, rows: rows, columns: columns, weights: weights,
      direction: direction)
  }

  /// Checks that every entry has an equal one across the diagonal.
  ///
  /// Row by row, entry `(u, v)` asks for `(v, u)`. Since `u` rises, the requests to each row
  /// come in the order of its columns, so that one cursor a row finds them all.
  private func checkSymmetry() throws(GraphError) {
    var cursors = (0..<nodeCount).map { pattern.offsets[$0] }
    for source in 0..<nodeCount {
      for entry in pattern.entryRange(source) {
        let target = pattern.columns[entry]
        let cursor = cursors[target]
        guard cursor < pattern.offsets[target + 1], pattern.columns[cursor] <= source else {
          throw .missingReverse(source: source, target: target)
        }
        guard pattern.columns[cursor] == source else {
          throw .missingReverse(source: target, target: pattern.columns[cursor])
        }
        if weight(ofEntry: entry) != weight(ofEntry: cursor) {
          throw .asymmetricWeight(
            source: source, target: target, weight: weight(ofEntry: entry),
            reverse: weight(ofEntry: cursor))
        }
        cursors[target] += 1
      }
    }
  }
}
