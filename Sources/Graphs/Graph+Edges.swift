extension Graph {
  /// What to do with edges that join the same nodes in the same direction.
  ///
  /// In an undirected graph `(u, v)` and `(v, u)` are duplicates of each other.
  public enum DuplicatePolicy: Sendable, Hashable, CaseIterable {
    /// Throw an error that names both edges.
    case reject

    /// Add the weights. Edges without weights count 1 each, and the graph becomes weighted.
    case sum

    /// Keep the edge that comes first in the list.
    case keepFirst
  }

  /// What to do with edges that join a node to itself.
  public enum SelfLoopPolicy: Sendable, Hashable, CaseIterable {
    /// Keep them.
    case keep

    /// Leave them out.
    case remove

    /// Throw an error that names the edge.
    case reject
  }

  /// Creates a graph from a list of edges.
  ///
  /// ```swift
  /// let path = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
  /// Array(path.neighbors(of: 1))  // [0, 2]
  /// ```
  ///
  /// - Parameters:
  ///   - nodeCount: The number of nodes.
  ///   - edges: The source and target of each edge. An undirected edge is listed once, in
  ///     either direction.
  ///   - weights: The weight of each edge, or `nil` for an unweighted graph.
  ///   - direction: Whether edges have a direction.
  ///   - duplicates: What to do with edges that join the same nodes.
  ///   - selfLoops: What to do with edges that join a node to itself.
  /// - Throws: `GraphError`.
  /// - Complexity: O(`nodeCount` + edges).
  public init(
    nodeCount: Int, edges: [(Int, Int)], weights: [Double]? = nil,
    direction: Direction = .undirected, duplicates: DuplicatePolicy = .reject,
    selfLoops: SelfLoopPolicy = .keep
  ) throws(GraphError) {
    try Self.check(edges, weights: weights, nodeCount: nodeCount, selfLoops: selfLoops)
    let entries = EdgeEntries(
      edges, mirrored: direction == .undirected, keepingSelfLoops: selfLoops != .remove)
    let sorted = SortedEntries(
      rowCount: nodeCount, columnCount: nodeCount, rows: entries.rows, columns: entries.columns)

    guard let (row, position) = sorted.firstDuplicate else {
      self.init(
        pattern: sorted.pattern(rowCount: nodeCount, columnCount: nodeCount),
        weights: weights.map { weights in
          sorted.order.buffer.map { weights[entries.edge(ofEntry: $0)] }
        } ?? (duplicates == .sum ? Array(repeating: 1, count: sorted.columns.count) : nil),
        direction: direction)
      return
    }
    if duplicates == .reject {
      throw .duplicateEdge(
        first: entries.edge(ofEntry: sorted.order[position - 1]),
        second: entries.edge(ofEntry: sorted.order[position]),
        source: row, target: sorted.columns[position])
    }
    let weight: ((Int) -> Double)? =
      if let weights {
        { weights[entries.edge(ofEntry: $0)] }
      } else if duplicates == .sum {
        { _ in 1 }
      } else {
        nil
      }
    let merged = MergedEntries(sorted, weight: weight, summing: duplicates == .sum)
    self.init(
      pattern: SparsityPattern(
        rowCount: nodeCount, columnCount: nodeCount, offsets: merged.offsets,
        columns: merged.columns),
      weights: merged.weights, direction: direction)
    for source in 0..<nodeCount where duplicates == .sum {
      for entry in pattern.entryRange(source) where !self.weight(ofEntry: entry).isFinite {
        throw .nonFiniteSum(
          source: source, target: pattern.columns[entry], sum: self.weight(ofEntry: entry))
      }
    }
  }

  private static func check(
    _ edges: [(Int, Int)], weights: [Double]?, nodeCount: Int, selfLoops: SelfLoopPolicy
  ) throws(GraphError) {
    guard nodeCount >= 0 else { throw .negativeNodeCount(nodeCount) }
    if let weights {
      guard weights.count == edges.count else {
        throw .weightCount(found: weights.count, expected: edges.count)
      }
      for (edge, weight) in weights.enumerated() where !weight.isFinite {
        throw .nonFiniteWeight(edge: edge, weight: weight)
      }
    }
    for (edge, (source, target)) in edges.enumerated() {
      guard source >= 0, source < nodeCount else {
        throw .endpointOutOfRange(edge: edge, node: source, nodeCount: nodeCount)
      }
      guard target >= 0, target < nodeCount else {
        throw .endpointOutOfRange(edge: edge, node: target, nodeCount: nodeCount)
      }
      if source == target && selfLoops == .reject { throw .selfLoop(edge: edge, node: source) }
    }
  }
}

/// The matrix entries of a list of edges, in the order of the edges.
private struct EdgeEntries {
  var rows: [Int] = []
  var columns: [Int] = []

  /// The edge of each entry, or `nil` when entry *e* is edge *e*.
  private var edges: [Int]?

  init(_ edges: [(Int, Int)], mirrored: Bool, keepingSelfLoops: Bool) {
    let count = edges.count * (mirrored ? 2 : 1)
    rows.reserveCapacity(count)
    columns.reserveCapacity(count)
    var edgeOfEntry: [Int] = []
    let areEntries = !mirrored && keepingSelfLoops
    if !areEntries { edgeOfEntry.reserveCapacity(count) }
    for (edge, (source, target)) in edges.enumerated() where keepingSelfLoops || source != target {
      rows.append(source)
      columns.append(target)
      if !areEntries { edgeOfEntry.append(edge) }
      if mirrored && source != target {
        rows.append(target)
        columns.append(source)
        edgeOfEntry.append(edge)
      }
    }
    self.edges = areEntries ? nil : edgeOfEntry
  }

  func edge(ofEntry entry: Int) -> Int { edges.map { $0[entry] } ?? entry }
}

/// Sorted entries of which those at the same place are one.
private struct MergedEntries {
  let offsets: IndexStorage
  let columns: IndexStorage

  /// The weight at each place: the sum in the order of the input, or the first.
  private(set) var weights: [Double]?

  init(_ sorted: SortedEntries, weight: ((Int) -> Double)?, summing: Bool) {
    let rowCount = sorted.offsets.count - 1
    offsets = IndexStorage(count: rowCount + 1)
    var columns: [Int] = []
    columns.reserveCapacity(sorted.columns.count)
    var weights: [Double] = []
    for row in 0..<rowCount {
      let start = columns.count
      for position in sorted.offsets[row]..<sorted.offsets[row + 1] {
        let column = sorted.columns[position]
        let isDuplicate = columns.count > start && columns[columns.count - 1] == column
        if !isDuplicate { columns.append(column) }
        guard let weight else { continue }
        let value = weight(sorted.order[position])
        if !isDuplicate {
          weights.append(value)
        } else if summing {
          weights[weights.count - 1] += value
        }
      }
      offsets.pointer[row + 1] = columns.count
    }
    self.columns = IndexStorage(columns)
    self.weights = weight == nil ? nil : weights
  }
}
