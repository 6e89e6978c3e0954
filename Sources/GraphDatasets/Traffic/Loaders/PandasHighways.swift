/// METR-LA and PEMS-BAY: speeds every five minutes, as pandas has written them, and the graphs that
/// were made from road distances.
///
/// Zeros are absent readings, as the reference masks them.
///
/// Reference: Y. Li, R. Yu, C. Shahabi, Y. Liu, "Diffusion Convolutional Recurrent Neural
/// Network: Data-Driven Traffic Forecasting", ICLR 2018, section 4.
enum PandasHighways {
  /// Reads a dataset whose series is the user's and whose graph is in a pickle.
  static func load(
    _ dataset: TrafficDataset, series seriesPath: String, graph: (path: String, bytes: [UInt8]),
    positions: [String: GeographicPosition], in folder: DataFolder
  ) throws(DatasetError) -> TrafficData {
    let name = dataset.rawValue
    let sensorGraph = try PickleReader.read(graph.bytes, path: graph.path).sensorGraph()
    let file = try folder.placedFile(seriesPath, ofDataset: name)
    return try TrafficData(
      name: name, series: series(file.bytes, path: file.path), graph: sensorGraph, positions: positions,
      citation: Catalogue.standard.entry(named: name).citation)
  }

  /// Reads METR-LA; graph and positions are fetched and verified.
  static func metrLA(in folder: DataFolder) throws(DatasetError) -> TrafficData {
    let name = TrafficDataset.metrLA.rawValue
    let positions = try folder.verifiedFile("metr-la/graph_sensor_locations.csv", ofDataset: name)
    return try load(
      .metrLA, series: "metr-la/metr-la.h5",
      graph: folder.verifiedFile("metr-la/adj_mx.pkl", ofDataset: name),
      positions: SensorPositions(parsing: positions.bytes, path: positions.path).positions, in: folder)
  }

  /// Reads PEMS-BAY, all of which is the user's.
  static func pemsBay(in folder: DataFolder) throws(DatasetError) -> TrafficData {
    try load(
      .pemsBay, series: "pems-bay/pems-bay.h5",
      graph: folder.placedFile("pems-bay/adj_mx_bay.pkl", ofDataset: TrafficDataset.pemsBay.rawValue),
      positions: [:], in: folder)
  }

  /// Reads an HDF5 file or, where the name says so, a table in text with a time on each line.
  private static func series(_ bytes: [UInt8], path: String) throws(DatasetError) -> SensorSeries {
    let absence: AbsenceMarks = [.zeros, .blanks]
    guard path.lowercased().hasSuffix(".csv") else {
      return try SensorSeries(PandasFrame(bytes, path: path), quantity: .speed, absence: absence, path: path)
    }
    let series = try SensorSeries(parsing: bytes, path: path, quantity: .speed, absence: absence)
    guard series.times.start != nil else {
      throw .unexpectedValue(
        path: path, found: "no time at the start of its lines",
        expected: "times such as 2012-03-01 00:05:00")
    }
    return series
  }
}
