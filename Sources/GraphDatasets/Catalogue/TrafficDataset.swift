/// The datasets of sensor readings that the library knows by name.
public enum TrafficDataset: String, CaseIterable, Hashable, Sendable {
  /// Speeds on Los Angeles' highways, 207 sensors, one week: METR-LA's first, completed.
  case losLoop = "los-loop"

  /// Ten of METR-LA's sensors over its four months, about a fourteenth absent.
  case metrLA10 = "metr-la-10"

  /// Creates the dataset of a given name, as the command line writes it: `los-loop`.
  ///
  /// - Throws: `unknownDataset`, which lists the known names.
  public init(named name: String) throws(DatasetError) {
    guard let dataset = TrafficDataset(rawValue: name) else {
      throw .unknownDataset(name: name, known: TrafficDataset.allCases.map(\.rawValue))
    }
    self = dataset
  }
}
