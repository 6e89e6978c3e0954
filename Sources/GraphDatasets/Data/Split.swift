/// Which nodes a model is trained, chosen and judged on.
public struct Split: Hashable, Codable, Sendable {
  /// The nodes whose labels the model is trained on.
  public let training: [Int]

  /// The nodes that decide between epochs and between settings.
  public let validation: [Int]

  /// The nodes that are looked at once, for the result.
  public let test: [Int]

  /// Creates a split from nodes; a dataset checks them.
  public init(training: [Int], validation: [Int], test: [Int]) {
    self.training = training
    self.validation = validation
    self.test = test
  }

  /// Throws if the split leaves nothing to train on, or names a node twice, one that is not there
  /// or one whose class is not known.
  func check(dataset: String, nodeCount: Int, unlabelled: [Int] = []) throws(DatasetError) {
    let isUnknown = Set(unlabelled)
    guard !training.isEmpty else { throw .emptyTrainingSet(dataset: dataset) }
    var isTaken = [Bool](repeating: false, count: nodeCount)
    for node in training + validation + test {
      guard isTaken.indices.contains(node) else {
        throw .splitOutOfRange(dataset: dataset, node: node, nodeCount: nodeCount)
      }
      guard !isTaken[node] else { throw .splitOverlap(dataset: dataset, node: node) }
      guard !isUnknown.contains(node) else { throw .splitWithoutLabel(dataset: dataset, node: node) }
      isTaken[node] = true
    }
  }

  /// Returns the split of the nodes that are kept, under their new numbers.
  ///
  /// - Parameter nodes: The old number of each node that is kept.
  /// - Returns: The split, which may have lost all of a part.
  func restricted(to nodes: [Int]) -> Split {
    var numbers: [Int: Int] = [:]
    for (number, node) in nodes.enumerated() { numbers[node] = number }
    return Split(
      training: training.compactMap { numbers[$0] }, validation: validation.compactMap { numbers[$0] },
      test: test.compactMap { numbers[$0] })
  }
}
