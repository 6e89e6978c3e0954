extension TrafficData {
  /// Loads a dataset of the catalogue.
  ///
  /// - Parameters:
  ///   - dataset: Which one.
  ///   - folder: The folder that holds the files; those that were fetched are compared with
  ///     their SHA-256.
  /// - Returns: The data.
  /// - Throws: `missingFolder`, `missingFile`, `fileToPlace` or `wrongHash` if the data is not
  ///   there as it should be.
  public static func load(
    _ dataset: TrafficDataset, in folder: DataFolder = .standard
  ) throws(DatasetError) -> TrafficData {
    switch dataset {
    case .losLoop: try LosLoop.load(in: folder)
    case .metrLA10: try MetrLA10.load(in: folder)
    case .hangzhouMetro: try HangzhouMetro.load(in: folder)
    case .metrLA: try PandasHighways.metrLA(in: folder)
    case .pemsBay: try PandasHighways.pemsBay(in: folder)
    case .pems03: try PemsFlows.pems03.load(in: folder)
    case .pems04: try PemsFlows.pems04.load(in: folder)
    case .pems07: try PemsFlows.pems07.load(in: folder)
    case .pems08: try PemsFlows.pems08.load(in: folder)
    }
  }

  /// Loads a dataset by its name on the command line, such as `los-loop`.
  ///
  /// - Throws: `unknownDataset`, or what ``load(_:in:)`` throws.
  public static func load(
    _ name: String, in folder: DataFolder = .standard
  ) throws(DatasetError) -> TrafficData {
    try load(TrafficDataset(named: name), in: folder)
  }
}
