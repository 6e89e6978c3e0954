/// The parts of a graph between which there are no edges.
public struct ConnectedComponents: Sendable, Equatable {
  /// The component of each node; components are numbered from 0 by their smallest node.
  public let labels: [Int]

  /// The number of nodes in each component.
  public let sizes: [Int]

  /// The number of components.
  public var count: Int { sizes.count }

  /// The component with the most nodes, the first of equals, or `nil` in an empty graph.
  public var largest: Int? {
    sizes.indices.max { sizes[$0] < sizes[$1] || (sizes[$0] == sizes[$1] && $0 > $1) }
  }

  /// Returns the nodes of a component, rising.
  public func nodes(in component: Int) -> [Int] {
    labels.indices.filter { labels[$0] == component }
  }
}

extension Graph {
  /// The connected components of the graph, weakly connected ones if it is directed.
  ///
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public var connectedComponents: ConnectedComponents {
    let unseen = -1
    var labels = [Int](repeating: unseen, count: nodeCount)
    var sizes: [Int] = []
    // Edges are followed both ways, so that directions do not matter.
    let patterns = isDirected ? [pattern, pattern.transposition.pattern] : [pattern]
    var frontier: [Int] = []
    for start in 0..<nodeCount where labels[start] == unseen {
      let label = sizes.count
      labels[start] = label
      frontier.append(start)
      var size = 0
      while let node = frontier.popLast() {
        size += 1
        for pattern in patterns {
          for entry in pattern.entryRange(node) where labels[pattern.columns[entry]] == unseen {
            labels[pattern.columns[entry]] = label
            frontier.append(pattern.columns[entry])
          }
        }
      }
      sizes.append(size)
    }
    return ConnectedComponents(labels: labels, sizes: sizes)
  }

  /// The component with the most nodes, the first of equals; its nodes keep their order.
  ///
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public var largestComponent: Subgraph {
    let components = connectedComponents
    guard components.count > 1, let largest = components.largest else {
      return Subgraph(graph: self, nodes: Array(0..<nodeCount))
    }
    return inducedSubgraph(on: components.nodes(in: largest))
  }
}
