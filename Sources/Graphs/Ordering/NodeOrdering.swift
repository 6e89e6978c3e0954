public import Tensors

/// An order of the nodes of a graph: a permutation.
///
/// The result of a product does not depend on how nodes are numbered, but its speed may: a node's
/// neighbours are read from memory one after the other, and those that lie close together are still in
/// the cache when they are needed again. It pays where the state is larger than the cache and the graph
/// has somewhere to put neighbours: products over lattices and geometric graphs of 10⁵ shuffled nodes
/// with 64 channels become four to six times as fast by ``reverseCuthillMcKee(of:)``. Where the whole
/// state stays in the cache, or on a random graph, there is little to gain. Graphs from files are often
/// numbered well already, of which ``SparsityPattern/meanDistance`` tells. The order costs about as
/// much as ten such products.
///
/// Renumber the graph once, put features and labels in its order at the boundary, and bring results
/// back:
///
/// ```swift
/// let ordering = NodeOrdering.reverseCuthillMcKee(of: graph)
/// let adjacency = graph.reordered(by: ordering).operator(normalised: .symmetric())
/// let result = ordering.restored(adjacency(ordering.applied(to: state)))
/// ```
public struct NodeOrdering: Sendable, Equatable {
  /// For each place, the node that stands there: node `i` of a reordered graph is `nodes[i]`.
  public let nodes: [Int]

  /// For each node, its place: the inverse permutation.
  public let places: [Int]

  /// Creates an ordering.
  ///
  /// - Parameter nodes: For each place, the node that stands there.
  /// - Precondition: Each node in `0..<nodes.count` stands at one place.
  public init(_ nodes: [Int]) {
    let absent = -1
    var places = [Int](repeating: absent, count: nodes.count)
    for (place, node) in nodes.enumerated() {
      precondition(
        nodes.indices.contains(node), "Node \(node) is not one of the \(nodes.count) nodes.")
      precondition(
        places[node] == absent, "Node \(node) stands at the places \(places[node]) and \(place).")
      places[node] = place
    }
    self.nodes = nodes
    self.places = places
  }

  /// Returns the ordering that leaves `nodeCount` nodes where they are.
  public static func identity(nodeCount: Int) -> NodeOrdering { NodeOrdering(Array(0..<nodeCount)) }

  /// The number of nodes.
  public var nodeCount: Int { nodes.count }

  /// The ordering that undoes this one.
  public var inverse: NodeOrdering { NodeOrdering(places) }

  /// Returns a tensor with its rows in this order, `P x`.
  ///
  /// - Parameter rows: A tensor `[nodeCount, …]` in the graph's own order.
  /// - Returns: A tensor of the same shape, whose row `i` is row `nodes[i]`.
  @differentiable(reverse)
  public func applied(to rows: Tensor) -> Tensor {
    requireRows(of: rows)
    return rows.gatheringRows(nodes)
  }

  @derivative(of: applied)
  @usableFromInline
  func _vjpApplied(to rows: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (applied(to: rows), { $0.isShapelessZero ? .zero : restored($0) })
  }

  /// Returns a tensor with its rows back in the graph's own order, `Pᵀ x`.
  ///
  /// - Parameter rows: A tensor `[nodeCount, …]` in this order.
  /// - Returns: A tensor of the same shape, of which `applied(to:)` makes `rows`.
  @differentiable(reverse)
  public func restored(_ rows: Tensor) -> Tensor {
    requireRows(of: rows)
    return rows.gatheringRows(places)
  }

  @derivative(of: restored)
  @usableFromInline
  func _vjpRestored(_ rows: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (restored(rows), { $0.isShapelessZero ? .zero : applied(to: $0) })
  }

  private func requireRows(of tensor: Tensor) {
    precondition(
      tensor.rank > 0 && tensor.shape[0] == nodeCount,
      "A tensor of shape \(tensor.shape) does not fit an ordering of \(nodeCount) nodes.")
  }
}

extension NodeOrdering: CustomStringConvertible {
  /// The number of nodes, and the first of them in order.
  public var description: String {
    "Ordering of \(nodeCount) nodes: \(nodes.prefix(8).map(String.init).joined(separator: ", "))"
      + (nodeCount > 8 ? ", …" : "")
  }
}
