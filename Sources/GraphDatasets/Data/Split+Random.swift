import Tensors

extension Split {
  /// Draws a split at random, class by class.
  ///
  /// - Parameters:
  ///   - labels: The class of each node.
  ///   - classCount: The number of classes.
  ///   - unlabelled: Nodes whose class is not known; they go into no part.
  ///   - seed: The same seed gives the same split on every machine.
  ///   - sizes: How many nodes of each class to draw.
  ///   - dataset: The name of the dataset, for errors.
  /// - Returns: The split, each part in the order of the nodes.
  /// - Throws: `tooFewNodes` if a class has no node left for the test, `emptyTrainingSet` if
  ///   none are to be drawn, `labelOutOfRange` for a label outside the classes.
  /// - Precondition: `sizes` are not negative.
  public static func random(
    labels: [Int], classCount: Int, unlabelled: [Int] = [], seed: UInt64,
    sizes: SplitSizes = .standard, dataset: String
  ) throws(DatasetError) -> Split {
    var members = [[Int]](repeating: [], count: classCount)
    let isUnknown = Set(unlabelled)
    for (node, label) in labels.enumerated() where !isUnknown.contains(node) {
      guard members.indices.contains(label) else {
        throw .labelOutOfRange(
          path: dataset, line: nil, node: node, label: label, classCount: classCount)
      }
      members[label].append(node)
    }
    let smallest = members.map(\.count).min() ?? 0
    let (trainingCount, validationCount) = sizes.resolved(smallestClass: smallest)
    precondition(
      trainingCount >= 0 && validationCount >= 0,
      "A split cannot draw \(trainingCount) and \(validationCount) nodes a class.")
    guard trainingCount > 0, classCount > 0 else { throw .emptyTrainingSet(dataset: dataset) }

    var generator = RandomGenerator(seed: seed)
    var (training, validation, test): ([Int], [Int], [Int]) = ([], [], [])
    for (label, nodes) in members.enumerated() {
      // Subtracting cannot overflow where adding the sizes of a caller could.
      guard nodes.count > trainingCount, nodes.count - trainingCount > validationCount else {
        let (drawn, overflow) = trainingCount.addingReportingOverflow(validationCount)
        throw .tooFewNodes(
          dataset: dataset, label: label, found: nodes.count, needed: overflow ? .max : drawn + 1)
      }
      let shuffled = generator.shuffled(nodes)
      training += shuffled[..<trainingCount]
      validation += shuffled[trainingCount..<(trainingCount + validationCount)]
      test += shuffled[(trainingCount + validationCount)...]
    }
    return Split(training: training.sorted(), validation: validation.sorted(), test: test.sorted())
  }
}
