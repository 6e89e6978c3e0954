/// Why edges do not make a graph.
public enum GraphError: Error, Equatable, Sendable {
  /// The number of nodes is negative.
  case negativeNodeCount(Int)

  /// An edge has an endpoint that is not a node.
  case endpointOutOfRange(edge: Int, node: Int, nodeCount: Int)

  /// There are not as many weights as edges.
  case weightCount(found: Int, expected: Int)

  /// A weight is infinite or not a number.
  case nonFiniteWeight(edge: Int, weight: Double)

  /// Weights of edges that join the same nodes are finite, but their sum is not.
  case nonFiniteSum(source: Int, target: Int, sum: Double)

  /// Two edges join the same nodes.
  case duplicateEdge(first: Int, second: Int, source: Int, target: Int)

  /// An edge joins a node to itself.
  case selfLoop(edge: Int, node: Int)

  /// An undirected adjacency matrix has an entry, but not the one across the diagonal.
  case missingReverse(source: Int, target: Int)

  /// An undirected adjacency matrix has different weights across the diagonal.
  case asymmetricWeight(source: Int, target: Int, weight: Double, reverse: Double)

  /// The entries do not describe a square sparse matrix.
  case malformedMatrix(SparsityError)
}

extension GraphError: CustomStringConvertible {
  /// What is wrong, where, and what to do, in one or two sentences.
  public var description: String {
    switch self {
    case .negativeNodeCount(let count):
      "A graph cannot have \(count) nodes."
    case .endpointOutOfRange(let edge, let node, let nodeCount):
      "Edge \(edge) has an end at node \(node), but the graph has \(nodeCount) nodes, "
        + "numbered from 0."
    case .weightCount(let found, let expected):
      "There are \(found) weights, but \(expected) edges."
    case .nonFiniteWeight(let edge, let weight):
      "Edge \(edge) has weight \(weight). Weights must be finite."
    case .nonFiniteSum(let source, let target, let sum):
      "The weights of the edges from node \(source) to node \(target) add up to \(sum)."
    case .duplicateEdge(let first, let second, let source, let target):
      "Edges \(first) and \(second) both join nodes \(source) and \(target). "
        + "Remove one, or ask for duplicates to be summed or the first to be kept."
    case .selfLoop(let edge, let node):
      "Edge \(edge) joins node \(node) to itself. "
        + "Remove it, or ask for self-loops to be kept or removed."
    case .missingReverse(let source, let target):
      "The matrix of an undirected graph must be symmetric, but it has an entry at "
        + "(\(source), \(target)) and none at (\(target), \(source))."
    case .asymmetricWeight(let source, let target, let weight, let reverse):
      "The matrix of an undirected graph must be symmetric, but it has \(weight) at "
        + "(\(source), \(target)) and \(reverse) at (\(target), \(source))."
    case .malformedMatrix(let error):
      error.description
    }
  }
}
