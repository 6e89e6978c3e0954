/// The datasets that the library knows by name.
public enum Dataset: String, CaseIterable, Hashable, Sendable {
  /// Citations among 2 708 machine-learning papers, seven classes.
  case cora

  /// Citations among 3 327 computer-science papers, six classes.
  case citeseer

  /// Citations among 19 717 papers on diabetes, three classes.
  case pubmed

  /// Products that are bought together, 7 650 nodes, eight classes.
  case amazonPhoto = "amazon-photo"

  /// Zachary's karate club, 34 members, two factions; built into the library.
  case karate

  /// Creates the dataset of a given name, as the command line writes it: `amazon-photo`.
  ///
  /// - Throws: `unknownDataset`, which lists the known names.
  public init(named name: String) throws(DatasetError) {
    guard let dataset = Dataset(rawValue: name) else {
      throw .unknownDataset(name: name, known: Dataset.allCases.map(\.rawValue))
    }
    self = dataset
  }

  /// Whether the dataset was published with a split that papers compare on.
  public var hasPublicSplit: Bool {
    switch self {
    case .cora, .citeseer, .pubmed: true
    case .amazonPhoto, .karate: false
    }
  }
}
