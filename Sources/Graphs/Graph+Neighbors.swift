extension Graph {
  /// Returns the nodes that `node` has an edge to, rising, without copying them.
  ///
  /// A node with a self-loop is its own neighbour. In a directed graph these are the targets of
  /// the edges that leave `node`; for those that enter it, ask `reversed`.
  ///
  /// - Parameter node: A node in `0..<nodeCount`.
  /// - Returns: A view of the neighbours.
  /// - Complexity: O(1).
  public func neighbors(of node: Int) -> IndexList {
    precondition(
      node >= 0 && node < nodeCount, "Node \(node) is not in a graph of \(nodeCount) nodes.")
    return pattern.columns(inRow: node)
  }

  /// The number of entries in each row: the edges that leave each node.
  ///
  /// A self-loop counts once. In an undirected graph this equals `inDegrees`.
  public var outDegrees: [Int] {
    (0..<nodeCount).map { pattern.entryRange($0).count }
  }

  /// The number of entries in each column: the edges that enter each node.
  ///
  /// A self-loop counts once. In an undirected graph this equals `outDegrees`.
  public var inDegrees: [Int] {
    var degrees = [Int](repeating: 0, count: nodeCount)
    for column in pattern.columns.buffer { degrees[column] += 1 }
    return degrees
  }

  /// The sum of each row of the adjacency matrix: the weight that leaves each node.
  ///
  /// In an unweighted graph each edge weighs 1. A self-loop counts once.
  public var weightedOutDegrees: [Double] {
    guard let weights else { return outDegrees.map(Double.init) }
    return (0..<nodeCount).map { node in
      pattern.entryRange(node).reduce(0) { $0 + weights[$1] }
    }
  }

  /// The sum of each column of the adjacency matrix: the weight that enters each node.
  ///
  /// In an unweighted graph each edge weighs 1. A self-loop counts once.
  public var weightedInDegrees: [Double] {
    guard isDirected else { return weightedOutDegrees }
    var degrees = [Double](repeating: 0, count: nodeCount)
    for entry in 0..<entryCount { degrees[pattern.columns[entry]] += weight(ofEntry: entry) }
    return degrees
  }
}
