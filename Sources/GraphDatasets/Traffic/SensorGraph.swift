public import Graphs

/// A weighted, directed graph whose nodes may be named after sensors.
public struct SensorGraph: Equatable, Sendable {
  /// The name of each node, or `nil` where the nodes are only numbered.
  public let sensors: [String]?

  /// The graph: an edge from `u` to `v` weighs more the nearer `v` is on the way from `u`.
  public let graph: Graph

  /// Creates a graph of sensors.
  ///
  /// - Throws: `countMismatch` if there is not one name a node, or `repeatedSensor`.
  public init(_ graph: Graph, sensors: [String]? = nil, path: String) throws(DatasetError) {
    if let sensors {
      guard sensors.count == graph.nodeCount else {
        throw .countMismatch(path: path, what: "sensors", found: sensors.count, expected: graph.nodeCount)
      }
      var known: Set<String> = []
      for sensor in sensors {
        guard known.insert(sensor).inserted else { throw .repeatedSensor(path: path, sensor: sensor) }
      }
    }
    self.graph = graph
    self.sensors = sensors
  }

  /// Creates a graph from the non-zero entries of its adjacency matrix in row order.
  ///
  /// - Parameters:
  ///   - weights: The matrix, `[nodeCount, nodeCount]`, finite and not negative.
  ///   - nodeCount: The number of nodes.
  ///   - sensors: The name of each node, where known.
  ///   - path: What errors call the data.
  /// - Throws: `unexpectedValue`, `countMismatch` or `repeatedSensor`.
  init(weights: [Double], nodeCount: Int, sensors: [String]?, path: String) throws(DatasetError) {
    var rows: [Int] = []
    var columns: [Int] = []
    var entries: [Double] = []
    for (place, weight) in weights.enumerated() where weight != 0 {
      let (row, column) = (place / nodeCount, place % nodeCount)
      guard weight > 0, weight.isFinite else {
        throw .unexpectedValue(
          path: path, found: "the weight \(weight) from node \(row) to node \(column)",
          expected: "finite weights from 0 up")
      }
      rows.append(row)
      columns.append(column)
      entries.append(weight)
    }
    try self.init(
      Self.graph(nodeCount: nodeCount, rows: rows, columns: columns, weights: entries, path: path),
      sensors: sensors, path: path)
  }

  /// Returns a directed graph from its entries, with this library's error for what cannot be one.
  static func graph(
    nodeCount: Int, rows: [Int], columns: [Int], weights: [Double], path: String
  ) throws(DatasetError) -> Graph {
    do throws(GraphError) {
      return try Graph(
        nodeCount: nodeCount, rows: rows, columns: columns, weights: weights, direction: .directed)
    } catch {
      throw .unexpectedValue(path: path, found: "\(error)", expected: "the entries of a graph")
    }
  }

  /// Returns the graph with its nodes in the order of other names.
  ///
  /// Without names of its own the graph is taken to be in that order already.
  ///
  /// - Throws: `sensorMismatch`, which names both counts and the first sensor that differs.
  func ordered(as names: [String], dataset: String) throws(DatasetError) -> Graph {
    guard let sensors else {
      guard graph.nodeCount == names.count else {
        throw .sensorMismatch(
          dataset: dataset, seriesCount: names.count, graphCount: graph.nodeCount, first: nil)
      }
      return graph
    }
    if sensors == names { return graph }
    var places: [String: Int] = [:]
    for (node, sensor) in sensors.enumerated() { places[sensor] = node }
    let first = names.first { places[$0] == nil } ?? sensors.first { !names.contains($0) }
    guard first == nil else {
      throw .sensorMismatch(
        dataset: dataset, seriesCount: names.count, graphCount: graph.nodeCount, first: first)
    }
    return graph.permuted(by: names.compactMap { places[$0] })
  }
}
