extension Graph {
  /// A part of a graph, and where its nodes come from.
  public struct Subgraph: Sendable, Equatable {
    /// The part, with nodes numbered anew.
    public let graph: Graph

    /// For each node of the part, its number in the original: the rows to gather from features.
    public let nodes: [Int]
  }

  /// Returns the given nodes with all the edges between them.
  ///
  /// - Parameter nodes: Different nodes in `0..<nodeCount`; node `i` of the subgraph is
  ///   `nodes[i]`.
  /// - Returns: The subgraph and `nodes`.
  /// - Precondition: No node is out of range or repeated.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public func inducedSubgraph(on nodes: [Int]) -> Subgraph {
    let absent = -1
    var newNodes = [Int](repeating: absent, count: nodeCount)
    for (newNode, node) in nodes.enumerated() {
      precondition(
        node >= 0 && node < nodeCount, "Node \(node) is not in a graph of \(nodeCount) nodes.")
      precondition(newNodes[node] == absent, "Node \(node) is listed twice.")
      newNodes[node] = newNode
    }

    var rows: [Int] = []
    var columns: [Int] = []
    var entries: [Int] = []
    for (newNode, node) in nodes.enumerated() {
      for entry in pattern.entryRange(node) where newNodes[pattern.columns[entry]] != absent {
        rows.append(newNode)
        columns.append(newNodes[pattern.columns[entry]])
        entries.append(entry)
      }
    }
    let sorted = SortedEntries(
      rowCount: nodes.count, columnCount: nodes.count, rows: rows, columns: columns)
    let part = Graph(
      pattern: sorted.pattern(rowCount: nodes.count, columnCount: nodes.count),
      weights: weights.map { weights in sorted.order.buffer.map { weights[entries[$0]] } },
      direction: direction)
    return Subgraph(graph: part, nodes: nodes)
  }

  /// Returns the graph with its nodes in another order.
  ///
  /// - Parameter order: Each node once; node `i` of the result is `order[i]`.
  /// - Returns: The renumbered graph.
  /// - Precondition: `order` is a permutation of `0..<nodeCount`.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public func permuted(by order: [Int]) -> Graph {
    precondition(
      order.count == nodeCount,
      "An order of \(order.count) nodes does not fit a graph of \(nodeCount) nodes.")
    return inducedSubgraph(on: order).graph
  }
}
