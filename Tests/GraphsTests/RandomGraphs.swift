import Graphs

/// A small repeatable source of random numbers (splitmix64) for test data.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A graph of random edges with weights in 0.5…2, with self-loops where the draw gives them.
func randomGraph(
  nodeCount: Int, edgeCount: Int, direction: Graph.Direction, _ random: inout SplitMix
) throws -> Graph {
  let edges = (0..<edgeCount).map { _ in
    (Int.random(in: 0..<nodeCount, using: &random), Int.random(in: 0..<nodeCount, using: &random))
  }
  let weights = edges.map { _ in Double.random(in: 0.5...2, using: &random) }
  return try Graph(
    nodeCount: nodeCount, edges: edges, weights: weights, direction: direction,
    duplicates: .keepFirst)
}
