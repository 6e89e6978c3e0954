import Graphs
import Tensors

/// Zachary's karate club: 34 members, who was friends with whom, and which side each took when
/// the club split.
///
/// Reference: W. W. Zachary, "An Information Flow Model for Conflict and Fission in Small
/// Groups", Journal of Anthropological Research 33(4), 1977, pages 452–473, figures 1 and 3.
enum KarateClub {
  /// The friends of each member among those with a higher number, counted from 0.
  private static let friends: [[Int]] = [
    [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
    [2, 3, 7, 13, 17, 19, 21, 30],
    [3, 7, 8, 9, 13, 27, 28, 32],
    [7, 12, 13], [6, 10], [6, 10, 16], [16], [], [30, 32, 33], [33], [], [], [], [33],
    [32, 33], [32, 33], [], [], [32, 33], [33], [32, 33], [], [32, 33],
    [25, 27, 29, 32, 33], [25, 27, 31], [31], [29, 33], [33], [31, 33], [32, 33], [32, 33],
    [32, 33], [33], [],
  ]

  /// The members who went with the instructor; the others stayed with the president.
  private static let instructorsSide: Set<Int> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21]

  /// Returns the club; nodes have no features, so each is told apart by a one of its own.
  static func load(seed: UInt64, sizes: SplitSizes) throws(DatasetError) -> NodeClassificationData {
    let name = Dataset.karate.rawValue
    let nodes = Array(friends.indices)
    let edges = nodes.flatMap { node in friends[node].map { (node, $0) } }
    let labels = nodes.map { instructorsSide.contains($0) ? 0 : 1 }
    let identity = SparseRows(
      canonicalRowOffsets: Array(0...nodes.count), columnCount: nodes.count, columnIndices: nodes,
      values: nodes.map { _ in 1 })
    let graph: Graph
    do throws(GraphError) {
      graph = try Graph(nodeCount: nodes.count, edges: edges)
    } catch {
      throw .unexpectedValue(path: name, found: "\(error)", expected: "the edges of a graph")
    }
    return try NodeClassificationData(
      name: name, graph: graph, features: identity.sparseMatrix(path: name), labels: labels,
      classCount: 2,
      split: .random(labels: labels, classCount: 2, seed: seed, sizes: sizes, dataset: name))
  }
}
