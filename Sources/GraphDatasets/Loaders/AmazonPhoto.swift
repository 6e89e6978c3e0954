import Graphs

/// The Amazon Photo data: products, and which of them are bought together.
///
/// Reference: O. Shchur, M. Mumme, A. Bojchevski, S. Günnemann, "Pitfalls of Graph Neural
/// Network Evaluation", NeurIPS workshop on Relational Representation Learning, 2018.
enum AmazonPhoto {
  /// Reads the data from its verified archive and splits it.
  ///
  /// As in the reference, edges have no direction and self-loops are left out.
  static func load(
    in folder: DataFolder, seed: UInt64, sizes: SplitSizes
  ) throws(DatasetError) -> NodeClassificationData {
    let file = try folder.verifiedFile("amazon/amazon_photo.npz", of: .amazonPhoto)
    let archive = try NpzArchive(file.bytes, path: file.path)
    let adjacency = try matrix("adj_matrix", in: archive)
    let features = try matrix("node_attr", in: archive)
    let labels = try archive.array("node_label").array(path: archive.memberPath("node_label")).integers()
    for (node, label) in labels.enumerated() where !labels.indices.contains(label) {
      throw .labelOutOfRange(
        path: archive.memberPath("node_label"), line: nil, node: node, label: label,
        classCount: labels.count)
    }
    let classCount = (labels.max() ?? -1) + 1
    let name = Dataset.amazonPhoto.rawValue
    guard adjacency.rowCount == adjacency.columnCount else {
      throw .countMismatch(
        path: archive.memberPath("adj_matrix"), what: "columns", found: adjacency.columnCount,
        expected: adjacency.rowCount)
    }
    let graph: Graph
    do throws(GraphError) {
      graph = try Graph(
        nodeCount: adjacency.rowCount,
        edges: Array(zip(adjacency.rowIndices, adjacency.columnIndices)),
        duplicates: .keepFirst, selfLoops: .remove)
    } catch {
      throw .unexpectedValue(path: file.path, found: "\(error)", expected: "the edges of a graph")
    }
    return try NodeClassificationData(
      name: name, graph: graph, features: features.sparseMatrix(path: file.path), labels: labels,
      classCount: classCount,
      split: .random(labels: labels, classCount: classCount, seed: seed, sizes: sizes, dataset: name))
  }

  private static func matrix(
    _ name: String, in archive: NpzArchive
  ) throws(DatasetError) -> SparseRows {
    try archive.array(name).matrix(path: archive.memberPath(name))
  }
}
