/// A division of a graph's nodes into those to train on, to choose by and to report on.
///
/// Nodes that are in no part take part in the graph but carry no weight in a loss.
public struct Split: Hashable, Sendable {
  /// The nodes to train on.
  public let training: [Int]

  /// The nodes to choose the best epoch and the settings by.
  public let validation: [Int]

  /// The nodes to report on.
  public let test: [Int]

  /// Creates a split from node numbers; a dataset checks them when it is given the split.
  ///
  /// - Parameters:
  ///   - training: The nodes to train on.
  ///   - validation: The nodes to choose by.
  ///   - test: The nodes to report on.
  public init(training: [Int], validation: [Int], test: [Int]) {
    self.training = training
    self.validation = validation
    self.test = test
  }
}

extension Split {
  /// Checks that nodes exist, have a label and are named once, and that there is one to train on.
  func check(dataset: String, labels: [Int]) throws(DatasetError) {
    var isNamed = [Bool](repeating: false, count: labels.count)
    for part in [training, validation, test] {
      for node in part {
        guard labels.indices.contains(node) else {
          throw .splitOutOfRange(dataset: dataset, node: node, nodeCount: labels.count)
        }
        guard !isNamed[node] else { throw .splitOverlap(dataset: dataset, node: node) }
        guard labels[node] != NodeClassificationData.unlabelled else {
          throw .splitWithoutLabel(dataset: dataset, node: node)
        }
        isNamed[node] = true
      }
    }
    guard !training.isEmpty else { throw .emptyTrainingSet(dataset: dataset) }
  }
}
