import CSuiteSparse

extension NodeOrdering {
  /// Returns the approximate minimum degree ordering of a graph, which keeps Cholesky factors sparse.
  ///
  /// It puts nodes in the order in which they are best eliminated, not close to their neighbours:
  /// for products ``reverseCuthillMcKee(of:)`` is the better one. A ``SymbolicFactorization`` finds
  /// its own order and gains nothing from this one.
  ///
  /// Reference: P. R. Amestoy, T. A. Davis and I. S. Duff, "Algorithm 837: AMD, an approximate
  /// minimum degree ordering algorithm", ACM Transactions on Mathematical Software 30(3), 2004.
  ///
  /// - Parameter graph: The graph, undirected.
  /// - Returns: The ordering.
  /// - Throws: `FactorizationError` where memory does not suffice.
  /// - Precondition: The graph is undirected.
  public static func minimumDegree(of graph: Graph) throws(FactorizationError) -> NodeOrdering {
    precondition(!graph.isDirected, "Minimum degree needs an undirected graph, but was given: \(graph).")
    var order = [Int](repeating: 0, count: graph.nodeCount)
    if order.isEmpty { return NodeOrdering(order) }
    try Cholmod.withSession { session throws(FactorizationError) in
      try Cholmod.withMatrix(graph.pattern, values: nil) { matrix throws(FactorizationError) in
        cholmod_l_amd(&matrix, nil, 0, &order, &session)
        try Cholmod.check(session)
      }
    }
    return NodeOrdering(order)
  }
}
