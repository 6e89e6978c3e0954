import Graphs

/// The citation graphs in the form that Planetoid published, eight files a dataset.
///
/// Nodes `0..<k` have their features and labels in `allx` and `ally`. Row `i` of `tx` and `ty`
/// belongs to the node that line `i` of `test.index` names. Citeseer's test nodes have gaps: the
/// nodes in between have edges, but no features, no label and no part in the split. `x` repeats the
/// first rows of `allx` and is not needed.
///
/// The first nodes, as many as `y` has rows, are trained on, the next 500 validate, and those of
/// `test.index` test.
///
/// Reference: Z. Yang, W. Cohen, R. Salakhutdinov, "Revisiting Semi-Supervised Learning with
/// Graph Embeddings", ICML 2016.
package struct Planetoid {
  /// The most validation nodes of the public split.
  static let validationCount = 500

  private let known: Part
  private let tested: Part
  private let trainingCount: Int
  private let testNodes: [Int]
  private let graphFile: SourceFile

  /// The number of nodes, in `allx` and up to the last one of `test.index`.
  private let nodeCount: Int

  /// Reads the files but for the graph.
  ///
  /// - Parameter file: Returns the file whose name ends in the given part, such as `allx`.
  /// - Throws: What the reader of a file throws, or `countMismatch`.
  package init(file: (String) throws(DatasetError) -> SourceFile) throws(DatasetError) {
    known = try Part(features: file("allx"), labels: file("ally"))
    tested = try Part(features: file("tx"), labels: file("ty"))
    trainingCount = try OneHotLabels(file("y")).labels.count
    graphFile = try file("graph")
    let index = try file("test.index")
    testNodes = try Self.testNodes(listedIn: index, after: known.features.rowCount)
    nodeCount = max(known.features.rowCount, testNodes.reduce(0) { max($0, $1 + 1) })
    guard testNodes.count == tested.features.rowCount else {
      throw .countMismatch(
        path: index.path, what: "test nodes", found: testNodes.count,
        expected: tested.features.rowCount)
    }
    guard tested.features.columnCount == known.features.columnCount else {
      throw .countMismatch(
        path: tested.path, what: "features", found: tested.features.columnCount,
        expected: known.features.columnCount)
    }
    guard tested.labels.classCount == known.labels.classCount else {
      throw .countMismatch(
        path: tested.labels.path, what: "classes", found: tested.labels.classCount,
        expected: known.labels.classCount)
    }
  }

  /// Returns the dataset under a name, with the public split.
  ///
  /// - Throws: What the reader of the graph throws, `edgeOutOfRange`, or what is wrong with the
  ///   split.
  package func data(name: String) throws(DatasetError) -> NodeClassificationData {
    var labels = [Int](repeating: NodeClassificationData.unlabelled, count: nodeCount)
    labels.replaceSubrange(0..<known.labels.labels.count, with: known.labels.labels)
    for (row, node) in testNodes.enumerated() { labels[node] = tested.labels.labels[row] }
    let validationEnd = min(trainingCount + Self.validationCount, known.features.rowCount)
    guard trainingCount <= validationEnd else {
      throw .countMismatch(
        path: known.path, what: "nodes", found: known.features.rowCount, expected: trainingCount)
    }
    return try NodeClassificationData(
      name: name, graph: graph(), features: features().sparseMatrix(path: known.path), labels: labels,
      classCount: known.labels.classCount,
      split: Split(
        training: Array(0..<trainingCount), validation: Array(trainingCount..<validationEnd),
        test: testNodes.sorted()))
  }

  /// Returns the features of all nodes, in their order.
  private func features() throws(DatasetError) -> SparseRows {
    var sources = [(rows: SparseRows, row: Int)?](repeating: nil, count: nodeCount)
    for row in 0..<known.features.rowCount { sources[row] = (known.features, row) }
    for (row, node) in testNodes.enumerated() { sources[node] = (tested.features, row) }
    var offsets = [0]
    var columns: [Int] = []
    var values: [Float] = []
    for source in sources {
      if let source {
        let entries = source.rows.entries(inRow: source.row)
        columns += source.rows.columnIndices[entries]
        values += source.rows.values[entries]
      }
      offsets.append(columns.count)
    }
    return try SparseRows(
      columnCount: known.features.columnCount, rowOffsets: offsets, columnIndices: columns, values: values,
      path: known.path)
  }

  /// Returns the graph, whose edges the file mostly lists at both ends.
  private func graph() throws(DatasetError) -> Graph {
    var edges: [(Int, Int)] = []
    for (node, neighbours) in try graphFile.pickle().adjacency() {
      for end in neighbours + [node] where end >= nodeCount {
        throw .edgeOutOfRange(path: graphFile.path, line: nil, node: "\(end)", nodeCount: nodeCount)
      }
      for neighbour in neighbours { edges.append((node, neighbour)) }
    }
    return try undirectedGraph(nodeCount: nodeCount, edges: edges, path: graphFile.path)
  }

  /// Returns the nodes of `test.index`, which come after those of `allx` and differ.
  private static func testNodes(
    listedIn file: SourceFile, after knownCount: Int
  ) throws(DatasetError) -> [Int] {
    var nodes: [Int] = []
    var seen: Set<Int> = []
    // Gaps are few; a lone huge number must not make a huge graph.
    let limit = knownCount + 2 * file.bytes.count
    try TextTable(file, separator: .whiteSpace).forEachRow { row throws(DatasetError) in
      try row.expectFields(1...1)
      let node = try row.index(0)
      guard node >= knownCount, node < limit else {
        throw .testNodeOutOfRange(path: file.path, line: row.line, node: node, range: knownCount..<limit)
      }
      guard seen.insert(node).inserted else {
        throw .duplicate(path: file.path, line: row.line, item: "test node \(node)")
      }
      nodes.append(node)
    }
    return nodes
  }
}

extension Planetoid {
  /// Features and the labels that go with them.
  private struct Part {
    let path: String
    let features: SparseRows
    let labels: OneHotLabels

    init(features file: SourceFile, labels labelFile: SourceFile) throws(DatasetError) {
      path = file.path
      features = try file.pickle().matrix()
      labels = try OneHotLabels(labelFile)
      guard labels.labels.count == features.rowCount else {
        throw .countMismatch(
          path: labelFile.path, what: "labels", found: labels.labels.count, expected: features.rowCount)
      }
    }
  }
}
