extension NodeOrdering {
  /// Returns the reverse Cuthill–McKee ordering of a graph, which brings neighbours close together.
  ///
  /// From a node on the rim of each component, nodes follow breadth first, those of one neighbour by
  /// rising degree; the whole is turned round. The bandwidth becomes about the largest number of
  /// nodes at one distance: small on lattices, road networks and other graphs that lie in a plane,
  /// of the order of all nodes on a random graph.
  ///
  /// Reference: E. Cuthill and J. McKee, "Reducing the bandwidth of sparse symmetric matrices",
  /// Proceedings of the 24th National Conference of the ACM, 1969; the reversal is due to A. George;
  /// the node on the rim is found as in A. George and J. W. H. Liu, "An Implementation of a
  /// Pseudoperipheral Node Finder", ACM Transactions on Mathematical Software 5(3), 1979.
  ///
  /// - Parameter graph: The graph; the directions of edges do not matter.
  /// - Returns: The ordering.
  /// - Complexity: O(`nodeCount` + `entryCount` × log *d*) for degrees up to *d*.
  public static func reverseCuthillMcKee(of graph: Graph) -> NodeOrdering {
    var search = BreadthFirstOrder(graph)
    for node in 0..<graph.nodeCount where !search.isPlaced(node) {
      search.place(componentOf: node)
    }
    return NodeOrdering(search.order.reversed())
  }
}

/// An order of nodes by breadth-first searches.
private struct BreadthFirstOrder {
  private let patterns: [SparsityPattern]
  private let degrees: [Int]
  private var marks: [Int]  // the last search that met a node; `placed` for one in the order
  private var searches = 0
  private(set) var order: [Int] = []

  private static let placed = -1

  init(_ graph: Graph) {
    patterns = graph.isDirected ? [graph.pattern, graph.pattern.transposition.pattern] : [graph.pattern]
    degrees = (0..<graph.nodeCount).map { [patterns] node in
      patterns.reduce(0) { $0 + $1.entryRange(node).count }
    }
    marks = [Int](repeating: 0, count: graph.nodeCount)
    order.reserveCapacity(graph.nodeCount)
  }

  func isPlaced(_ node: Int) -> Bool { marks[node] == Self.placed }

  /// Appends the nodes of a component in the order of Cuthill and McKee.
  mutating func place(componentOf node: Int) {
    let start = order.count
    append(rimNode(of: node))
    var next = start
    while next < order.count {
      let first = order.count
      forEachNeighbor(of: order[next]) { $0.isPlaced($1) ? () : $0.append($1) }
      let degrees = degrees
      order[first...].sort { (degrees[$0], $0) < (degrees[$1], $1) }
      next += 1
    }
  }

  private mutating func append(_ node: Int) {
    marks[node] = Self.placed
    order.append(node)
  }

  private mutating func forEachNeighbor(of node: Int, _ body: (inout Self, Int) -> Void) {
    for pattern in patterns {
      for entry in pattern.entryRange(node) { body(&self, pattern.columns[entry]) }
    }
  }

  /// Returns a node that is about as far from others as any: each search starts at a node of least
  /// degree among the farthest ones of the search before, until that takes it no farther.
  private mutating func rimNode(of node: Int) -> Int {
    var (candidate, depth) = (node, -1)
    while true {
      let (farthest, found) = farthestNodes(from: candidate)
      guard found > depth, let next = farthest.min(by: { (degrees[$0], $0) < (degrees[$1], $1) })
      else { return candidate }
      (candidate, depth) = (next, found)
    }
  }

  /// Returns the nodes farthest from `node` in its component, and how many edges away they are.
  private mutating func farthestNodes(from node: Int) -> (nodes: [Int], depth: Int) {
    searches += 1
    marks[node] = searches
    var (level, depth) = ([node], 0)
    while true {
      var next: [Int] = []
      for node in level {
        forEachNeighbor(of: node) { search, neighbor in
          if search.marks[neighbor] == search.searches || search.isPlaced(neighbor) { return }
          search.marks[neighbor] = search.searches
          next.append(neighbor)
        }
      }
      if next.isEmpty { return (level, depth) }
      (level, depth) = (next, depth + 1)
    }
  }
}
