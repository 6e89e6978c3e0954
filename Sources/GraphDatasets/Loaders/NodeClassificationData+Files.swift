import Graphs

extension NodeClassificationData {
  /// Loads data from text files of the user's own.
  ///
  /// Nodes are numbered from 0 in the order of the features. The files are not compared with
  /// any hash.
  ///
  /// - Parameters:
  ///   - edges: The path of an edge list: see ``EdgeList``.
  ///   - features: The path of a table with one row of numbers a node: see ``NumberTable``.
  ///   - labels: The path of a text with one class a line, counted from 0.
  ///   - name: What errors and reports call the data.
  ///   - classCount: The number of classes, by default one more than the highest label.
  ///   - seed: The seed of the random split.
  ///   - sizes: The sizes of the random split.
  /// - Throws: An error that names the file and the line.
  public init(
    edges: String, features: String, labels: String, name: String = "user data",
    classCount: Int? = nil, seed: UInt64 = 0, sizes: SplitSizes = .standard
  ) throws(DatasetError) {
    let table = try NumberTable(contentsOf: features)
    let list = try EdgeList(contentsOf: edges)
    let classList = try NodeIndexList(parsing: readBytes(ofFileAt: labels), path: labels)
    let classes = classList.nodes
    guard classes.count == table.rowCount else {
      throw .countMismatch(path: labels, what: "labels", found: classes.count, expected: table.rowCount)
    }
    // Without a stated count, more classes than nodes can only be a mistake.
    let limit = classCount ?? table.rowCount
    for (node, label) in classes.enumerated() where label >= limit {
      throw .labelOutOfRange(
        path: labels, line: classList.lines[node], node: node, label: label, classCount: limit)
    }
    guard let rows = table.sparse else {
      throw .unexpectedValue(
        path: features, found: "a number beyond single precision", expected: "numbers below 3.4e38")
    }
    let count = classCount ?? (classes.max() ?? 0) + 1
    try self.init(
      name: name, graph: list.graph(nodeCount: table.rowCount),
      features: rows.sparseMatrix(path: features), labels: classes, classCount: count,
      split: .random(labels: classes, classCount: count, seed: seed, sizes: sizes, dataset: name))
  }
}
