extension Graph {
  /// The graph without the edges that join a node to itself.
  ///
  /// - Complexity: O(`nodeCount` + `entryCount`), or O(1) when there are none.
  public var withoutSelfLoops: Graph {
    if selfLoopCount == 0 { return self }
    let offsets = IndexStorage(count: nodeCount + 1)
    let columns = IndexStorage(count: entryCount - selfLoopCount)
    var keptWeights: [Double]? = weights.map { _ in [] }
    var count = 0
    for node in 0..<nodeCount {
      for entry in pattern.entryRange(node) where pattern.columns[entry] != node {
        columns.pointer[count] = pattern.columns[entry]
        keptWeights?.append(weight(ofEntry: entry))
        count += 1
      }
      offsets.pointer[node + 1] = count
    }
    return Graph(
      pattern: SparsityPattern(
        rowCount: nodeCount, columnCount: nodeCount, offsets: offsets, columns: columns),
      weights: keptWeights, direction: direction)
  }

  /// Returns the graph with an edge of the given weight from each node to itself.
  ///
  /// The weight is added to that of a self-loop which is already there. The result is weighted,
  /// unless this graph is not, has no self-loops, and `weight` is 1.
  ///
  /// - Parameter weight: The weight `s` in `A + s I`; finite.
  /// - Returns: A graph with `nodeCount` self-loops.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public func addingSelfLoops(weight: Double = 1) -> Graph {
    precondition(weight.isFinite, "A self-loop cannot have weight \(weight).")
    let (filled, sources) = pattern.fillingDiagonal()
    if !isWeighted && selfLoopCount == 0 && weight == 1 {
      return Graph(pattern: filled, weights: nil, direction: direction)
    }
    var filledWeights = [Double](repeating: 0, count: filled.entryCount)
    for node in 0..<nodeCount {
      for entry in filled.entryRange(node) {
        if sources[entry] >= 0 { filledWeights[entry] = self.weight(ofEntry: sources[entry]) }
        if filled.columns[entry] == node { filledWeights[entry] += weight }
      }
    }
    return Graph(pattern: filled, weights: filledWeights, direction: direction)
  }

  /// The graph in which every edge points the other way.
  ///
  /// An undirected graph is its own reverse.
  ///
  /// - Complexity: O(`nodeCount` + `entryCount`) the first time, for a directed graph.
  public var reversed: Graph {
    guard isDirected else { return self }
    let transposition = pattern.transposition
    return Graph(
      pattern: transposition.pattern,
      weights: weights.map { weights in transposition.sources.map { weights[$0] } },
      direction: .directed)
  }
}
