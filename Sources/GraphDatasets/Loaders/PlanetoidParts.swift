import Graphs

/// The eight files of a Planetoid dataset, decoded.
///
/// `allx` and `ally` describe the nodes that are not for testing, in order; `tx` and `ty`
/// the test nodes in the order of `test.index`; the first rows of `allx` are the training
/// nodes `x`.
///
/// Reference: Z. Yang, W. Cohen, R. Salakhutdinov, "Revisiting Semi-Supervised Learning with
/// Graph Embeddings", ICML 2016; the files are those of its published code.
struct PlanetoidParts {
  /// The number of validation nodes, which follow the training nodes.
  static let validationCount = 500

  let name: String

  /// What errors call the files.
  let path: String

  let trainingCount: Int
  let otherFeatures: SparseRows
  let otherLabels: OneHotLabels
  let testFeatures: SparseRows
  let testLabels: OneHotLabels
  let testNodes: [Int]
  let adjacency: [(node: Int, neighbours: [Int])]

  /// Puts the parts together.
  ///
  /// Nodes that `test.index` skips, as Citeseer's does 15, keep their edges, but have no
  /// features and no known class.
  ///
  /// - Throws: An error if the parts do not fit.
  func assembled() throws(DatasetError) -> NodeClassificationData {
    try checkCounts()
    let nodeCount = adjacency.count
    let otherCount = otherFeatures.rowCount
    var sources: [(matrix: SparseRows, row: Int)?] = (0..<otherCount).map { (otherFeatures, $0) }
    sources += Array(repeating: nil, count: nodeCount - otherCount)
    var labels = otherLabels.labels + Array(repeating: nil, count: nodeCount - otherCount)
    for (row, node) in testNodes.enumerated() {
      guard (otherCount..<nodeCount).contains(node) else {
        throw .unexpectedValue(
          path: path + "test.index", found: "test node \(node)",
          expected: "nodes from \(otherCount) up to \(nodeCount - 1)")
      }
      guard sources[node] == nil else {
        throw .duplicate(path: path + "test.index", line: row + 1, item: "node \(node)")
      }
      sources[node] = (testFeatures, row)
      labels[node] = testLabels.labels[row]
    }
    let features = SparseRows(columnCount: otherFeatures.columnCount, rows: sources)
    return try NodeClassificationData(
      name: name, graph: graph(), features: features.sparseMatrix(path: path + "allx"),
      labels: labels.map { $0 ?? 0 }, classCount: otherLabels.classCount,
      unlabelledNodes: labels.indices.filter { labels[$0] == nil },
      split: Split(
        training: Array(0..<trainingCount),
        validation: Array(trainingCount..<min(trainingCount + Self.validationCount, otherCount)),
        test: testNodes.sorted()))
  }

  private func checkCounts() throws(DatasetError) {
    try expect(otherLabels.labels.count, otherFeatures.rowCount, "rows of labels", in: "ally")
    try expect(testLabels.labels.count, testFeatures.rowCount, "rows of labels", in: "ty")
    try expect(testNodes.count, testFeatures.rowCount, "test nodes", in: "test.index")
    try expect(testFeatures.columnCount, otherFeatures.columnCount, "features", in: "tx")
    try expect(testLabels.classCount, otherLabels.classCount, "classes", in: "ty")
    guard trainingCount <= otherFeatures.rowCount else {
      throw .countMismatch(
        path: path + "x", what: "training nodes", found: trainingCount,
        expected: otherFeatures.rowCount)
    }
    guard adjacency.count >= otherFeatures.rowCount else {
      throw .countMismatch(
        path: path + "graph", what: "nodes", found: adjacency.count, expected: otherFeatures.rowCount)
    }
  }

  private func expect(
    _ found: Int, _ expected: Int, _ what: String, in part: String
  ) throws(DatasetError) {
    guard found == expected else {
      throw .countMismatch(path: path + part, what: what, found: found, expected: expected)
    }
  }

  /// Returns the undirected graph: an edge is often listed twice from one end, and from both.
  private func graph() throws(DatasetError) -> Graph {
    var edges: [(Int, Int)] = []
    for (node, neighbours) in adjacency {
      for end in [node] + neighbours where end >= adjacency.count {
        throw .edgeOutOfRange(
          path: path + "graph", line: nil, node: "\(end)", nodeCount: adjacency.count)
      }
      edges += neighbours.map { (node, $0) }
    }
    do throws(GraphError) {
      return try Graph(nodeCount: adjacency.count, edges: edges, duplicates: .keepFirst)
    } catch {
      throw .unexpectedValue(path: path + "graph", found: "\(error)", expected: "the edges of a graph")
    }
  }
}
