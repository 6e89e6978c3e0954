/// The datasets of sensor readings that the library knows by name.
public enum TrafficDataset: String, CaseIterable, Hashable, Sendable {
  /// Speeds on Los Angeles' highways, 207 sensors, one week: METR-LA's first, completed.
  case losLoop = "los-loop"

  /// Ten of METR-LA's sensors over its four months, about a fourteenth absent.
  case metrLA10 = "metr-la-10"

  /// Passengers who enter the 80 stations of Hangzhou's metro, 25 days.
  case hangzhouMetro = "hangzhou-metro"

  /// Speeds on Los Angeles' highways, 207 sensors, four months; the series is the user's to get.
  case metrLA = "metr-la"

  /// Speeds on the Bay Area's highways, 325 sensors, six months; the user's to get.
  case pemsBay = "pems-bay"

  /// Flows on the highways of California's district 3, 358 sensors; the user's to get.
  case pems03

  /// Flows on the highways of California's district 4, 307 sensors; the user's to get.
  case pems04

  /// Flows on the highways of California's district 7, 883 sensors; the user's to get.
  case pems07

  /// Flows on the highways of California's district 8, 170 sensors; the user's to get.
  case pems08

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
