import ArgumentParser
import GraphODE

/// A kind of graph of any size.
enum SyntheticGraph: String, CaseIterable, ExpressibleByArgument {
  /// Every node has neighbours anywhere: no order of the nodes brings them together.
  case random
  /// Nodes of a lattice have their neighbours around them, but numbers by chance.
  case shuffledLattice = "shuffled-lattice"
  /// The same, its nodes in the order of reverse Cuthill–McKee.
  case reorderedLattice = "reordered-lattice"

  /// Returns a graph of about as many nodes, a square number for a lattice, each with `degree` neighbours.
  ///
  /// A lattice is reordered by whoever asked for it, with all that belongs to its nodes.
  func made(nodeCount: Int, degree: Int, using generator: inout RandomGenerator) throws -> Graph {
    var edges: [(Int, Int)] = []
    var nodeCount = nodeCount
    if self == .random {
      edges.reserveCapacity(nodeCount * degree / 2)
      for _ in 0..<degree / 2 {
        let ends = generator.permutation(of: nodeCount)
        for node in 0..<nodeCount { edges.append((node, ends[node])) }
      }
    } else {
      let side = Int(Double(nodeCount).squareRoot())
      nodeCount = side * side
      let numbers = generator.permutation(of: nodeCount)
      // Half of the neighbours around a node; those of the others are its own on the other side.
      let offsets = [(0, 1), (1, 0), (1, 1), (1, -1), (2, 0), (0, 2), (2, 1)].prefix(degree / 2)
      edges.reserveCapacity(nodeCount * degree / 2)
      for row in 0..<side {
        for column in 0..<side {
          for (down, right) in offsets {
            let other = (row + down) % side * side + (column + right + side) % side
            edges.append((numbers[row * side + column], numbers[other]))
          }
        }
      }
    }
    return try Graph(nodeCount: nodeCount, edges: edges, duplicates: .keepFirst, selfLoops: .remove)
  }
}
