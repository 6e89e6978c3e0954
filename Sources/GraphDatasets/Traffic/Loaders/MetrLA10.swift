/// Ten of METR-LA's sensors over its four months, as windows that are put together again.
///
/// Reference: Y. Li, R. Yu, C. Shahabi, Y. Liu, "Diffusion Convolutional Recurrent Neural
/// Network: Data-Driven Traffic Forecasting", ICLR 2018, section 4.
enum MetrLA10 {
  /// Reads the data from its verified files.
  ///
  /// The archives must be the standard split of one series, and its times of day those of
  /// five-minute steps from a midnight on.
  static func load(in folder: DataFolder) throws(DatasetError) -> TrafficData {
    let name = TrafficDataset.metrLA10.rawValue
    var archives: [NpzArchive] = []
    for part in ["train", "val", "test"] {
      let file = try folder.verifiedFile("metr-la-10/\(part).npz", ofDataset: name)
      archives.append(try NpzArchive(file.bytes, path: file.path))
    }
    let graph = try folder.verifiedFile("metr-la-10/adj_mx.pkl", ofDataset: name)
    let sensorGraph = try PickleReader.read(graph.bytes, path: graph.path).sensorGraph()
    return try TrafficData(
      name: name,
      series: WindowedSeries(archives).speeds(
        of: sensorGraph.sensors ?? [], from: LosLoop.start, path: folder.path(of: "metr-la-10")),
      graph: sensorGraph,
      positions: positions(in: folder), citation: Catalogue.standard.entry(named: name).citation)
  }

  private static func positions(in folder: DataFolder) throws(DatasetError) -> [String: GeographicPosition] {
    let file = try folder.verifiedFile(
      "metr-la/graph_sensor_locations.csv", ofDataset: TrafficDataset.metrLA10.rawValue)
    return try SensorPositions(parsing: file.bytes, path: file.path).positions
  }
}

extension WindowedSeries {
  /// Returns the first channel as speeds, of which zeros and NaN are absent.
  ///
  /// - Throws: `countMismatch` if the windows are not divided by the standard split, or
  ///   `unexpectedValue` if a second channel is not the time of day of five-minute steps.
  package func speeds(of sensors: [String], from start: LocalTime, path: String) throws(DatasetError)
    -> SensorSeries
  {
    let times = TimeAxis.regular(stepCount: shape[0], interval: 300, from: start)
    let parts = ChronologicalSplit.standard.parts(windowCount: windowCounts.reduce(0, +))
    for (found, expected) in zip(windowCounts, [parts.training, parts.validation, parts.test]) {
      guard found == expected.count else {
        throw .countMismatch(path: path, what: "windows in a part", found: found, expected: expected.count)
      }
    }
    if shape[2] > 1, let known = times.timesOfDay {
      let given = channel(1)
      for (place, time) in given.enumerated() where abs(time - known[place / shape[1]]) > 1e-6 {
        throw .unexpectedValue(
          path: path, found: "the time of day \(time) at step \(place / shape[1])",
          expected: "\(known[place / shape[1]]), as of five-minute steps from \(start) on")
      }
    }
    let values = channel(0).map { Float($0) }
    return try SensorSeries(
      quantity: .speed, sensors: sensors, times: times, values: values,
      present: AbsenceMarks([.zeros, .blanks]).present(values), path: path)
  }
}
