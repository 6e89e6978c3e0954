public import Graphs

/// Readings of sensors and the graph of the roads or lines between them.
public struct TrafficData: Sendable {
  /// The name of the dataset.
  public let name: String

  /// The readings.
  public let series: SensorSeries

  /// The weighted, directed graph; node `i` is sensor `i` of the series.
  public let graph: Graph

  /// The position of each sensor, where known.
  public let positions: [GeographicPosition]?

  /// The paper to cite, where known.
  public let citation: String?

  /// The number of sensors, which is the number of nodes.
  public var sensorCount: Int { series.sensorCount }

  /// Creates a dataset from its parts.
  ///
  /// - Parameters:
  ///   - name: The name, for errors and reports.
  ///   - series: The readings.
  ///   - graph: The graph. Where its nodes have names they are put in the order of the series'
  ///     sensors; else there must be one node a sensor, in the same order.
  ///   - positions: The position of each sensor by its name; sensors that have none lead to
  ///     `nil` for all.
  ///   - citation: The paper to cite.
  /// - Throws: `sensorMismatch`, which names both counts and the first sensor that differs.
  public init(
    name: String, series: SensorSeries, graph: SensorGraph,
    positions: [String: GeographicPosition] = [:], citation: String? = nil
  ) throws(DatasetError) {
    self.name = name
    self.series = series
    self.graph = try graph.ordered(as: series.sensors, dataset: name)
    let known = series.sensors.compactMap { positions[$0] }
    self.positions = known.count == series.sensorCount && !known.isEmpty ? known : nil
    self.citation = citation
  }
}

extension TrafficData: CustomStringConvertible {
  /// The name and the sizes, such as `los-loop: speed [mph]: 2016 steps × 207 sensors, 0.0 %
  /// absent; 2833 edges`.
  public var description: String { "\(name): \(series); \(graph.edgeCount) edges" }
}
