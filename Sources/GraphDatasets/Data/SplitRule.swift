/// How a dataset's nodes are divided.
public enum SplitRule: Hashable, Sendable {
  /// The split that the dataset was published with.
  case published

  /// A random split, the same for the same seed on every machine.
  case random(seed: UInt64, sizes: SplitSizes = .standard)
}

/// How many nodes of each class a random split draws; the rest is for the test.
public enum SplitSizes: Hashable, Sendable {
  /// 20 nodes of each class for training and 30 for validation.
  ///
  /// Where the smallest class has fewer than 60 nodes, a third of it, rounded down, is drawn
  /// of each class for training and as many for validation.
  ///
  /// Reference: O. Shchur, M. Mumme, A. Bojchevski, S. Günnemann, "Pitfalls of Graph Neural
  /// Network Evaluation", NeurIPS workshop on Relational Representation Learning, 2018,
  /// section 3.
  case standard

  /// Exactly so many nodes of each class.
  case perClass(training: Int, validation: Int)

  /// Returns the sizes for classes of which the smallest has so many nodes.
  func resolved(smallestClass: Int) -> (training: Int, validation: Int) {
    switch self {
    case .perClass(let training, let validation): (training, validation)
    case .standard where smallestClass < 60: (max(1, smallestClass / 3), max(1, smallestClass / 3))
    case .standard: (20, 30)
    }
  }
}
