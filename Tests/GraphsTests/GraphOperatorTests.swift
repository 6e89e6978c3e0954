import Graphs
import Tensors
import Testing

@Suite("Graph operators")
struct GraphOperatorTests {
  /// A weighted graph with self-loops and an isolated node, number 40.
  static func graph(_ direction: Graph.Direction = .undirected) throws -> Graph {
    var random = SplitMix(state: 41)
    let part = try randomGraph(nodeCount: 40, edgeCount: 90, direction: direction, &random)
    var edges: [(Int, Int)] = []
    var weights: [Double] = []
    for source in 0..<40 {
      for target in part.neighbors(of: source) where direction == .directed || source <= target {
        edges.append((source, target))
        weights.append(part.weight(from: source, to: target) ?? 0)
      }
    }
    return try Graph(nodeCount: 41, edges: edges, weights: weights, direction: direction)
  }

  static let symmetric: [Normalisation] = [
    .none, .symmetric(), .symmetric(selfLoopWeight: 0.7), .laplacian(.combinatorial),
    .laplacian(.symmetric), .cgnnPaper, .cgnnCode(selfLoopWeight: 0.555),
  ]

  static let all: [Normalisation] =
    symmetric + [
      .randomWalk(by: .row), .randomWalk(by: .column, selfLoopWeight: 0.3),
      .randomWalk(by: .row, selfLoopWeight: 1), .laplacian(.randomWalk),
    ]

  /// The dense matrix of a graph, row by row.
  func adjacency(_ graph: Graph) -> [[Double]] {
    (0..<graph.nodeCount).map { row in
      (0..<graph.nodeCount).map { graph.weight(from: row, to: $0) ?? 0 }
    }
  }

  /// A normalisation by its definition, entry by entry.
  func reference(_ normalisation: Normalisation, _ graph: Graph) -> [Double] {
    var entries = adjacency(graph)
    let nodes = entries.indices
    func addLoops(_ weight: Double) { for node in nodes { entries[node][node] += weight } }
    func quotient(_ top: Double, _ bottom: Double) -> Double { bottom == 0 ? 0 : top / bottom }
    if case .cgnnCode = normalisation { for node in nodes { entries[node][node] = 0 } }
    switch normalisation {
    case .symmetric(let weight), .randomWalk(_, let weight), .cgnnCode(let weight): addLoops(weight)
    default: break
    }
    let rows = nodes.map { entries[$0].reduce(0, +) }
    let columns = nodes.map { column in nodes.reduce(0) { $0 + entries[$1][column] } }
    return nodes.flatMap { row in
      nodes.map { column in
        let entry = entries[row][column]
        let identity: Double = row == column ? 1 : 0
        let root = (rows[row] * columns[column]).squareRoot()
        switch normalisation {
        case .none: return entry
        case .symmetric, .cgnnCode: return quotient(entry, root)
        case .randomWalk(.row, _): return quotient(entry, rows[row])
        case .randomWalk(.column, _): return quotient(entry, columns[column])
        case .laplacian(.combinatorial): return identity * rows[row] - entry
        case .laplacian(.symmetric): return quotient(identity * rows[row] - entry, root)
        case .laplacian(.randomWalk): return quotient(identity * rows[row] - entry, rows[row])
        case .cgnnPaper: return (identity + quotient(entry, root)) / 2
        }
      }
    }
  }

  @Test("Each normalisation equals its definition", arguments: all)
  func definitions(normalisation: Normalisation) throws {
    let graph = try Self.graph()
    let made = graph.operator(normalised: normalisation, scalarType: .float64)
    // Weighted degrees are added up in another order here: a few units of 2e-16 times 10.
    #expect(
      distance(made.matrix.dense().elements, reference(normalisation, graph)) < float64Rounding)
    #expect(made.matrix.values.elements.allSatisfy { $0.isFinite }, "the isolated node gives no NaN")
    #expect(made.isSymmetric == Self.symmetric.contains(normalisation))
    let rounded = graph.operator(normalised: normalisation)
    #expect(rounded.scalarType == .float32)
    #expect(rounded == made.converted(to: .float32))
  }

  @Test(
    "Directed graphs have operators, too",
    arguments: [
      .none, .symmetric(selfLoopWeight: 0.5), .randomWalk(by: .row), .randomWalk(by: .column),
      .laplacian(.combinatorial), .laplacian(.randomWalk),
    ] as [Normalisation])
  func directed(normalisation: Normalisation) throws {
    let graph = try Self.graph(.directed)
    let made = graph.operator(normalised: normalisation, scalarType: .float64)
    #expect(!made.isSymmetric)
    #expect(
      distance(made.matrix.dense().elements, reference(normalisation, graph)) < float64Rounding)
    #expect(made.matrix.values.elements.allSatisfy { $0.isFinite })
    #expect(made.transposedMatrix == made.matrix.transposed())
    #expect(made.transposed.matrix == made.transposedMatrix)
    #expect(made.transposed.transposed == made)
  }

  @Test("⟨A x, y⟩ = ⟨x, Aᵀ y⟩ with the stored transpose", arguments: all)
  func adjoint(normalisation: Normalisation) throws {
    var random = SplitMix(state: 42)
    let made = try Self.graph().operator(normalised: normalisation, scalarType: .float64)
    let x = randomTensor([41, 5], &random)
    let y = randomTensor([41, 5], &random)
    let difference = inner(made(x), y) - inner(x, made.transposed(y))
    #expect(abs(difference) < float64Rounding * 100)
  }

  @Test("Renumbering the nodes renumbers the result", arguments: all)
  func permutation(normalisation: Normalisation) throws {
    var random = SplitMix(state: 43)
    let graph = try Self.graph()
    let order = Array(0..<41).shuffled(using: &random)
    let x = randomTensor([41, 3], &random)
    let before = graph.operator(normalised: normalisation, scalarType: .float64)(x)
    let after = graph.permuted(by: order)
      .operator(normalised: normalisation, scalarType: .float64)(x.gatheringRows(order))
    #expect(distance(after.elements, before.gatheringRows(order).elements) < float64Rounding)
  }

  @Test("An operator knows whether its matrix is symmetric")
  func symmetryIsFound() throws {
    let symmetric = try SparseMatrix(
      rowCount: 2, columnCount: 2, rows: [0, 1], columns: [1, 0], values: [2, 2])
    #expect(GraphOperator(symmetric).isSymmetric)
    let general = try SparseMatrix(
      rowCount: 2, columnCount: 2, rows: [0, 1], columns: [1, 0], values: [2, 3])
    #expect(!GraphOperator(general).isSymmetric)
    #expect(
      GraphOperator(general).description == "General operator on 2 nodes, 2 entries, float32")
  }
}
