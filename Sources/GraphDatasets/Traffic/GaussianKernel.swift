import Foundation
import Graphs

/// Weights of edges that fall with the distance along the roads.
///
/// `Wᵢⱼ = exp(−dᵢⱼ² / σ²)`, where `dᵢⱼ` is the distance from sensor `i` to sensor `j` and `σ` the
/// standard deviation, the population's, of all distances that are known between the sensors.
/// Weights below the threshold are no edges. The distance of a sensor to itself is 0, its weight 1.
///
/// Reference: Y. Li, R. Yu, C. Shahabi, Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, appendix E.1, after D. Shuman et al., "The Emerging
/// Field of Signal Processing on Graphs", IEEE Signal Processing Magazine 30(3), 2013, equation 2.
public struct GaussianKernel: Hashable, Sendable {
  /// The smallest weight of an edge.
  public let threshold: Double

  /// Weights from 0.1 on, as for METR-LA and PEMS-BAY.
  public static let standard = GaussianKernel(threshold: 0.1)

  /// Creates a kernel from the smallest weight of an edge.
  ///
  /// - Precondition: `threshold` is in `0...1`.
  public init(threshold: Double) {
    precondition((0...1).contains(threshold), "The threshold is \(threshold), but must be in 0...1.")
    self.threshold = threshold
  }

  /// Returns the directed graph of some sensors.
  ///
  /// Distances from or to others are skipped, also for `σ`. Of a distance that is given twice
  /// the later counts. A sensor's distance to itself counts for `σ` where it is given.
  ///
  /// - Parameters:
  ///   - distances: The distances along the roads.
  ///   - sensors: The name of each node.
  ///   - path: What errors call the distances.
  /// - Returns: The graph, with an edge from every node to itself.
  /// - Throws: `repeatedSensor`, or `unexpectedValue` if all distances are equal but not zero, as `σ`
  ///   would be 0.
  public func graph(
    of distances: RoadDistances, between sensors: [String], path: String
  ) throws(DatasetError) -> SensorGraph {
    var nodes: [String: Int] = [:]
    for (node, sensor) in sensors.enumerated() { nodes[sensor] = node }
    var known: [Int: Double] = [:]
    for (distance, ends) in zip(distances.distances, zip(distances.sources, distances.targets)) {
      guard let source = nodes[ends.0], let target = nodes[ends.1] else { continue }
      known[source * sensors.count + target] = distance
    }
    // In the order of the matrix, so that sums do not depend on a hash.
    let places = known.keys.sorted()
    let values = places.compactMap { known[$0] }
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count, 1))
    guard variance > 0 || values.allSatisfy({ $0 == 0 }) else {
      throw .unexpectedValue(
        path: path, found: "distances that are all \(mean)", expected: "some that differ")
    }
    var weights: [Int: Double] = [:]
    for (place, distance) in zip(places, values) {
      let weight = distance == 0 ? 1 : exp(-distance * distance / variance)
      if weight >= threshold, weight > 0 { weights[place] = weight }
    }
    for node in sensors.indices { weights[node * sensors.count + node] = 1 }
    let entries = weights.keys.sorted()
    return try SensorGraph(
      SensorGraph.graph(
        nodeCount: sensors.count, rows: entries.map { $0 / sensors.count },
        columns: entries.map { $0 % sensors.count }, weights: entries.compactMap { weights[$0] }, path: path),
      sensors: sensors, path: path)
  }
}
