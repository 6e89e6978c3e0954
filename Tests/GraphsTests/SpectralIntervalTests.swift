import Graphs
import Tensors
import Testing
import _TestSupport

@Suite("Intervals of eigenvalues")
struct SpectralIntervalTests {
  /// A triangle with a weighted tail and an isolated node.
  private let graph: Graph
  private let normalisations: [Normalisation] = [
    .none, .symmetric(), .symmetric(selfLoopWeight: 0.7), .laplacian(.combinatorial), .laplacian(.symmetric),
    .cgnnPaper, .cgnnCode(selfLoopWeight: 0.3),
  ]

  init() throws {
    graph = try Graph(
      nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)], weights: [1, 2, 0.5, 3, 1])
  }

  @Test("Those of symmetric operators hold all eigenvalues, and are no more than twice as wide")
  func symmetric() throws {
    for normalisation in normalisations {
      let made = graph.operator(normalised: normalisation, scalarType: .float64)
      let interval = try #require(made.spectralInterval)
      let values = symmetricEigensystem(made.matrix.dense()).values
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      #expect(interval.lowerBound <= low + 1e-12 && high - 1e-12 <= interval.upperBound, "\(normalisation)")
      #expect(interval.upperBound - interval.lowerBound <= 2 * (high - low), "\(normalisation)")
    }
  }

  @Test("Walks over undirected graphs have that of the symmetric normalisation, directed ones none")
  func walks() throws {
    for axis in Normalisation.Axis.allCases {
      let walk = graph.operator(normalised: .randomWalk(by: axis, selfLoopWeight: 0.7))
      #expect(
        walk.spectralInterval
          == graph.operator(normalised: .symmetric(selfLoopWeight: 0.7)).spectralInterval)
      #expect(walk.transposed.spectralInterval == walk.spectralInterval)
    }
    let directed = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2), (2, 0)], direction: .directed)
    for normalisation in [Normalisation.none, .symmetric(), .randomWalk(by: .row), .laplacian(.randomWalk)] {
      #expect(directed.operator(normalised: normalisation).spectralInterval == nil)
    }
  }

  @Test("An order of the nodes leaves them as they are")
  func reordered() {
    let walk = graph.operator(normalised: .randomWalk(by: .row, selfLoopWeight: 0.7))
    let ordering = NodeOrdering([3, 1, 5, 0, 2, 4])
    #expect(walk.spectralInterval != nil)
    #expect(walk.reordered(by: ordering).spectralInterval == walk.spectralInterval)
  }

  @Test("Negative weights leave Gershgorin's discs")
  func negativeWeights() throws {
    let signed = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], weights: [-2, 3])
    let interval = try #require(
      signed.operator(normalised: .laplacian(.combinatorial), scalarType: .float64).spectralInterval)
    #expect(interval == -4...6)
  }
}
