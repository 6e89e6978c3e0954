/// Passengers who enter the 80 stations of Hangzhou's metro, in ten minutes each, for 25 days.
///
/// A day is the 108 intervals from six in the morning to midnight. The graph joins stations that
/// are next to each other on a line; station 54 is in the graph only and is left out.
///
/// Reference: X. Chen, L. Sun, "Bayesian Temporal Factorization for Multidimensional Time Series
/// Prediction", IEEE Transactions on Pattern Analysis and Machine Intelligence 44(9), 2022,
/// section 6.1.
package enum HangzhouMetro {
  private static let start =
    LocalTime(year: 2019, month: 1, day: 1, hour: 6) ?? LocalTime(secondsSinceEpoch: 0)

  /// The station of the graph that was never read.
  private static let silentStation = "54"

  /// Reads the data from its verified files.
  static func load(in folder: DataFolder) throws(DatasetError) -> TrafficData {
    let name = TrafficDataset.hangzhouMetro.rawValue
    let matrix = try folder.verifiedFile("hangzhou-metro/graph.csv", ofDataset: name)
    let graph = try SensorGraph(parsingMatrix: matrix.bytes, path: matrix.path)
      .removing([silentStation], path: matrix.path)
    let file = try folder.verifiedFile("hangzhou-metro/tensor.mat", ofDataset: name)
    let counts = try MatlabFile(file.bytes, path: file.path).array("tensor")
    return try TrafficData(
      name: name, series: series(counts, stations: graph.sensors ?? [], path: file.path), graph: graph,
      citation: Catalogue.standard.entry(named: name).citation)
  }

  /// Returns the series of an array of `[stations, days, intervals]`.
  ///
  /// - Throws: `unexpectedValue` if the array has not three axes, the first one for the stations.
  package static func series(
    _ counts: NumericArray, stations: [String], path: String
  ) throws(DatasetError) -> SensorSeries {
    guard counts.shape.count == 3, counts.shape[0] == stations.count,
      // No more ten minutes fit between six and midnight.
      (1...108).contains(counts.shape[2])
    else {
      throw .unexpectedValue(
        path: path, found: "an array of shape \(counts.shape)",
        expected: "[stations, days, intervals] of \(stations.count) stations")
    }
    let stepCount = counts.shape[1] * counts.shape[2]
    let byStation = counts.floats()
    let values = (0..<stepCount).flatMap { step in
      stations.indices.map { byStation[$0 * stepCount + step] }
    }
    return try SensorSeries(
      quantity: .inflow, sensors: stations,
      times: .serviceDays(
        stepCount: stepCount, stepsPerDay: counts.shape[2], interval: 600, from: start),
      values: values, path: path)
  }
}
