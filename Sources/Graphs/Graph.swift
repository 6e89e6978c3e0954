/// A graph with a fixed set of nodes and edges.
///
/// Nodes are numbered from 0. The graph is its adjacency matrix in compressed sparse rows: the
/// edge from `u` to `v` with weight `w` is the entry `w` in row `u` and column `v`, so that row
/// `u` lists the nodes that `u` points to. In an undirected graph every edge between different
/// nodes has two entries, one in each direction, and the matrix is symmetric; a self-loop has
/// one entry in either kind of graph.
///
/// A graph is checked when it is created and does not change afterwards. Copies share storage.
public struct Graph: Sendable, Equatable {
  /// Whether an edge from `u` to `v` is also one from `v` to `u`.
  public enum Direction: Sendable, Hashable, CaseIterable {
    /// An edge leads from its source to its target only.
    case directed

    /// An edge has no direction.
    case undirected
  }

  /// The places of the adjacency matrix's entries.
  public let pattern: SparsityPattern

  /// The weight of each entry of `pattern`, or `nil` in an unweighted graph, where each counts 1.
  public let weights: [Double]?

  /// Whether edges have a direction.
  public let direction: Direction

  /// The number of nodes that have an edge to themselves.
  public let selfLoopCount: Int

  /// Creates a graph from parts that are known to fit.
  init(pattern: SparsityPattern, weights: [Double]?, direction: Direction) {
    self.pattern = pattern
    self.weights = weights
    self.direction = direction
    self.selfLoopCount = pattern.diagonalEntryCount
  }
}

extension Graph {
  /// The number of nodes.
  public var nodeCount: Int { pattern.rowCount }

  /// The number of entries of the adjacency matrix.
  public var entryCount: Int { pattern.entryCount }

  /// The number of edges, self-loops included.
  ///
  /// In a directed graph this is `entryCount`. In an undirected graph an edge between different
  /// nodes counts once although it has two entries: `(entryCount + selfLoopCount) / 2`.
  public var edgeCount: Int {
    isDirected ? entryCount : (entryCount + selfLoopCount) / 2
  }

  /// Whether edges have a direction.
  public var isDirected: Bool { direction == .directed }

  /// Whether edges have weights of their own.
  public var isWeighted: Bool { weights != nil }

  /// Returns the weight of the edge from `source` to `target`, or `nil` when there is none.
  ///
  /// - Complexity: O(log *k*) where *k* edges leave `source`.
  public func weight(from source: Int, to target: Int) -> Double? {
    pattern.entry(row: source, column: target).map(weight(ofEntry:))
  }

  /// The weight of an entry that is known to exist.
  func weight(ofEntry entry: Int) -> Double {
    weights.map { $0[entry] } ?? 1
  }
}

extension Graph: CustomStringConvertible {
  /// The kind and size of the graph, such as `Undirected graph of 34 nodes and 78 edges`.
  public var description: String {
    let kind = isDirected ? "Directed" : "Undirected"
    let weighted = isWeighted ? " weighted" : ""
    return "\(kind)\(weighted) graph of \(nodeCount) nodes and \(edgeCount) edges"
  }
}
