public import Graphs

/// A graph whose nodes have features and classes, and the split to learn them by.
public struct NodeClassificationData: Sendable {
  /// The name of the dataset.
  public let name: String

  /// The graph; undirected unless the caller made it otherwise.
  public let graph: Graph

  /// The features, `[nodeCount, featureCount]`.
  public let features: SparseMatrix

  /// The class of each node, in `0..<classCount`; 0 for `unlabelledNodes`.
  public let labels: [Int]

  /// The number of classes.
  public let classCount: Int

  /// The nodes whose class nobody knows; no split that this library draws contains them.
  public let unlabelledNodes: [Int]

  /// The nodes to train, to choose and to judge on.
  public let split: Split

  /// The number of nodes.
  public var nodeCount: Int { graph.nodeCount }

  /// The number of features of each node.
  public var featureCount: Int { features.columnCount }

  /// Creates a dataset from its parts.
  ///
  /// - Throws: `countMismatch`, `labelOutOfRange`, `emptyTrainingSet`, `splitOutOfRange`,
  ///   `splitOverlap` or `splitWithoutLabel`.
  public init(
    name: String, graph: Graph, features: SparseMatrix, labels: [Int], classCount: Int,
    unlabelledNodes: [Int] = [], split: Split
  ) throws(DatasetError) {
    guard features.rowCount == graph.nodeCount else {
      throw .countMismatch(
        path: name, what: "rows of features", found: features.rowCount, expected: graph.nodeCount)
    }
    guard labels.count == graph.nodeCount else {
      throw .countMismatch(
        path: name, what: "labels", found: labels.count, expected: graph.nodeCount)
    }
    for (node, label) in labels.enumerated() where !(0..<max(classCount, 0)).contains(label) {
      throw .labelOutOfRange(path: name, line: nil, node: node, label: label, classCount: classCount)
    }
    try split.check(dataset: name, nodeCount: graph.nodeCount, unlabelled: unlabelledNodes)
    self.name = name
    self.graph = graph
    self.features = features
    self.labels = labels
    self.classCount = classCount
    self.unlabelledNodes = unlabelledNodes
    self.split = split
  }
}

extension NodeClassificationData: CustomStringConvertible {
  /// The name and the sizes, such as `cora: 2708 nodes, 5278 edges, 1433 features, 7 classes`.
  public var description: String {
    "\(name): \(nodeCount) nodes, \(graph.edgeCount) edges, \(featureCount) features, "
      + "\(classCount) classes"
  }
}

/// The name under which papers know such data: citations between papers are the classic case.
public typealias CitationGraph = NodeClassificationData
