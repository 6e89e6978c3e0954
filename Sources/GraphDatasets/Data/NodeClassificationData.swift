public import Graphs
import Tensors

/// A graph whose nodes have features and, mostly, a class that is to be predicted.
///
/// Everything is checked when the value is created: as many rows of features and as many labels
/// as nodes, labels in range, and a split of labelled nodes that leaves some to train on.
public struct NodeClassificationData: Sendable {
  /// The label of a node whose class is not known; such a node is in no part of a split.
  public static let unlabelled = -1

  /// The name, as errors show it.
  public let name: String

  /// The graph.
  public let graph: Graph

  /// The features, `[graph.nodeCount, featureCount]` in float32.
  public let features: SparseMatrix

  /// The class of each node in `0..<classCount`, or `unlabelled`.
  public let labels: [Int]

  /// The number of classes.
  public let classCount: Int

  /// The split that the dataset was published with, if any.
  public let split: Split?

  /// Creates a dataset from its parts.
  ///
  /// - Parameters:
  ///   - name: The name, as errors show it.
  ///   - graph: The graph.
  ///   - features: The features, one row a node.
  ///   - labels: The class of each node in `0..<classCount`, or `unlabelled`.
  ///   - classCount: The number of classes.
  ///   - split: The parts of the nodes, if they are decided.
  /// - Throws: `countMismatch`, `labelOutOfRange`, or what is wrong with the split.
  /// - Complexity: O(nodes).
  public init(
    name: String, graph: Graph, features: SparseMatrix, labels: [Int], classCount: Int,
    split: Split? = nil
  ) throws(DatasetError) {
    let nodeCount = graph.nodeCount
    guard features.rowCount == nodeCount else {
      throw .countMismatch(
        path: name, what: "rows of features", found: features.rowCount, expected: nodeCount)
    }
    guard labels.count == nodeCount else {
      throw .countMismatch(path: name, what: "labels", found: labels.count, expected: nodeCount)
    }
    for (node, label) in labels.enumerated()
    where label != Self.unlabelled && !(label >= 0 && label < classCount) {
      throw .labelOutOfRange(path: name, line: nil, node: node, label: label, classCount: classCount)
    }
    try split?.check(dataset: name, labels: labels)
    self.name = name
    self.graph = graph
    self.features = features.scalarType == .float32 ? features : features.converted(to: .float32)
    self.labels = labels
    self.classCount = classCount
    self.split = split
  }
}

extension NodeClassificationData {
  /// The number of nodes.
  public var nodeCount: Int { graph.nodeCount }

  /// The number of features of a node.
  public var featureCount: Int { features.columnCount }

  /// Returns the split that the dataset was published with.
  ///
  /// - Throws: `noPublicSplit`.
  public func publicSplit() throws(DatasetError) -> Split {
    guard let split else { throw .noPublicSplit(dataset: name) }
    return split
  }
}

extension NodeClassificationData: CustomStringConvertible {
  /// The name and the sizes, such as `cora: 2708 nodes, 5278 edges, 1433 features, 7 classes`.
  public var description: String {
    "\(name): \(nodeCount) nodes, \(graph.edgeCount) edges, \(featureCount) features, "
      + "\(classCount) classes"
  }
}
