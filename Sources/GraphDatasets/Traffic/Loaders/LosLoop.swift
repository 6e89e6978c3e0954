/// One week of speeds on Los Angeles' highways: 207 sensors, every five minutes, none absent.
///
/// It is the first week of METR-LA, with what was absent filled in linearly.
///
/// Reference: L. Zhao et al., "T-GCN: A Temporal Graph Convolutional Network for Traffic
/// Prediction", IEEE Transactions on Intelligent Transportation Systems 21(9), 2020, section IV-A.
enum LosLoop {
  /// The first step of METR-LA and of all that is cut from it.
  static let start = LocalTime(year: 2012, month: 3, day: 1) ?? LocalTime(secondsSinceEpoch: 0)

  /// Reads the data from its verified files.
  static func load(in folder: DataFolder) throws(DatasetError) -> TrafficData {
    let name = TrafficDataset.losLoop.rawValue
    let speeds = try folder.verifiedFile("los-loop/los_speed.csv", ofDataset: name)
    let matrix = try folder.verifiedFile("los-loop/los_adj.csv", ofDataset: name)
    let positions = try folder.verifiedFile("metr-la/graph_sensor_locations.csv", ofDataset: name)
    return try TrafficData(
      name: name,
      series: SensorSeries(parsing: speeds.bytes, path: speeds.path, quantity: .speed, absence: []) {
        .regular(stepCount: $0, interval: 300, from: start)
      },
      graph: SensorGraph(parsingMatrix: matrix.bytes, path: matrix.path),
      positions: SensorPositions(parsing: positions.bytes, path: positions.path).positions,
      citation: Catalogue.standard.entry(named: name).citation)
  }
}
