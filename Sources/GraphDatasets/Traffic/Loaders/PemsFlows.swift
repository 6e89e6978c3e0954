/// PEMS03, PEMS04, PEMS07 and PEMS08: flows on California's highways every five minutes.
///
/// An archive holds `data`, `[steps, sensors, channels]`, of which the first channel is the flow. The
/// graph is made from road distances by the Gaussian kernel, directed as the distances are. Zeros
/// are absent readings, as published results mask them.
///
/// Reference: C. Song, Y. Lin, S. Guo, H. Wan, "Spatial-Temporal Synchronous Graph Convolutional
/// Networks: A New Framework for Spatial-Temporal Network Data Forecasting", AAAI 2020, section 5.1.
package struct PemsFlows {
  let dataset: TrafficDataset

  /// The first step.
  let start: LocalTime

  /// Whether sensors have names of their own, in a text file beside the archive.
  let hasNames: Bool

  private init(_ dataset: TrafficDataset, year: Int, month: Int, hasNames: Bool = false) {
    self.dataset = dataset
    start = LocalTime(year: year, month: month, day: 1) ?? LocalTime(secondsSinceEpoch: 0)
    self.hasNames = hasNames
  }

  static let pems03 = PemsFlows(.pems03, year: 2018, month: 9, hasNames: true)
  static let pems04 = PemsFlows(.pems04, year: 2018, month: 1)
  static let pems07 = PemsFlows(.pems07, year: 2017, month: 5)
  package static let pems08 = PemsFlows(.pems08, year: 2016, month: 7)

  /// Reads the data from the user's files.
  func load(in folder: DataFolder) throws(DatasetError) -> TrafficData {
    let name = dataset.rawValue
    let stem = "\(name)/\(name.uppercased())"
    let archive = try folder.placedFile(stem + ".npz", ofDataset: name)
    let table = try folder.placedFile(stem + ".csv", ofDataset: name)
    let names: [String]?
    if hasNames {
      let file = try folder.placedFile(stem + ".txt", ofDataset: name)
      names = try NodeIndexList(parsing: file.bytes, path: file.path).nodes.map(String.init)
    } else {
      names = nil
    }
    let series = try series(NpzArchive(archive.bytes, path: archive.path), names: names)
    return try TrafficData(
      name: name, series: series,
      graph: graph(
        RoadDistances(parsing: table.bytes, path: table.path), sensors: series.sensors, path: table.path),
      citation: Catalogue.standard.entry(named: name).citation)
  }

  /// Returns the flows of an archive, of sensors that are numbered from 0 if they have no names.
  package func series(_ archive: NpzArchive, names: [String]? = nil) throws(DatasetError) -> SensorSeries {
    let path = archive.memberPath("data")
    let data = try archive.array("data").array(path: path)
    guard data.shape.count == 3, data.shape[2] > 0 else {
      throw .unexpectedValue(
        path: path, found: "an array of shape \(data.shape)", expected: "[steps, sensors, channels]")
    }
    let sensors = names ?? (0..<data.shape[1]).map(String.init)
    guard sensors.count == data.shape[1] else {
      throw .countMismatch(path: path, what: "sensors", found: data.shape[1], expected: sensors.count)
    }
    let width = data.shape[2]
    let all = data.floats()
    let flows = stride(from: 0, to: all.count, by: width).map { all[$0] }
    return try SensorSeries(
      quantity: .flow, sensors: sensors,
      times: .regular(stepCount: data.shape[0], interval: 300, from: start), values: flows,
      present: AbsenceMarks([.zeros, .blanks]).present(flows), path: path)
  }

  /// Returns the graph of distances, all of whose ends must be sensors.
  func graph(
    _ distances: RoadDistances, sensors: [String], path: String
  ) throws(DatasetError) -> SensorGraph {
    let known = Set(sensors)
    if let stranger = (distances.sources + distances.targets).first(where: { !known.contains($0) }) {
      throw .edgeOutOfRange(path: path, line: nil, node: stranger, nodeCount: sensors.count)
    }
    return try GaussianKernel.standard.graph(of: distances, between: sensors, path: path)
  }
}
