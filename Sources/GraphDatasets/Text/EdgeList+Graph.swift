package import Graphs

extension EdgeList {
  /// Returns the undirected graph of the edges.
  ///
  /// An edge may be listed in both directions; with weights, the two must agree.
  ///
  /// - Throws: `edgeOutOfRange` or `duplicate`.
  package func graph(nodeCount: Int) throws(DatasetError) -> Graph {
    for (edge, (source, target)) in zip(sources, targets).enumerated() {
      guard let node = [source, target].first(where: { $0 >= nodeCount }) else { continue }
      throw .edgeOutOfRange(path: path, line: lines[edge], node: "\(node)", nodeCount: nodeCount)
    }
    try checkRepeatedWeights()
    do throws(GraphError) {
      return try Graph(
        nodeCount: nodeCount, edges: Array(zip(sources, targets)), weights: weights,
        duplicates: .keepFirst)
    } catch {
      throw .unexpectedValue(path: path, found: "\(error)", expected: "the edges of a graph")
    }
  }

  private func checkRepeatedWeights() throws(DatasetError) {
    guard let weights else { return }
    var known: [[Int]: Double] = [:]
    for edge in sources.indices {
      let ends = [min(sources[edge], targets[edge]), max(sources[edge], targets[edge])]
      guard let weight = known.updateValue(weights[edge], forKey: ends), weight != weights[edge] else {
        continue
      }
      throw .duplicate(
        path: path, line: lines[edge],
        item: "the edge between \(ends[0]) and \(ends[1]), with another weight,")
    }
  }
}
