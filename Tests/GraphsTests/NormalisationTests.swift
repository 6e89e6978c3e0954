import Graphs
import Tensors
import Testing

@Suite("Properties of normalised operators")
struct NormalisationTests {
  let graph: Graph

  init() throws { graph = try GraphOperatorTests.graph() }

  func make(_ normalisation: Normalisation) -> GraphOperator {
    graph.operator(normalised: normalisation, scalarType: .float64)
  }

  let ones = Tensor.ones([41, 1], scalarType: .float64)

  /// The ends of the spectrum of a symmetric operator, by power iteration with the operator
  /// moved by its largest row sum, so that the wanted end is the larger one in magnitude.
  func extremes(_ made: GraphOperator) -> (smallest: Double, largest: Double) {
    let magnitudes = SparseMatrix(
      pattern: made.matrix.pattern, values: abs(made.matrix.values))
    let shift = magnitudes.rowSums.elements.max() ?? 0
    func end(_ sign: Double) -> Double {
      var random = SplitMix(state: 51)
      var vector = randomTensor([made.nodeCount], &random)
      var quotient = 0.0
      for _ in 0..<2_000 {
        let image = made(vector)
        quotient = inner(vector, image) / inner(vector, vector)
        let moved = vector.scaled(by: shift) + image.scaled(by: sign)
        vector = moved.scaled(by: 1 / inner(moved, moved).squareRoot())
      }
      return quotient
    }
    return (end(-1), end(1))
  }

  @Test("By row, rows sum to one and constants are kept; by column, columns do and sums are kept")
  func walks() {
    // The isolated node has no neighbours, and so a zero row without self-loops.
    let expected = Array(repeating: 1.0, count: 40) + [0]
    let byRow = make(.randomWalk(by: .row))
    let byColumn = make(.randomWalk(by: .column))
    #expect(distance(byRow.matrix.rowSums.elements, expected) < float64Rounding)
    #expect(distance(byColumn.matrix.columnSums.elements, expected) < float64Rounding)
    #expect(distance(byRow.transposedMatrix.columnSums.elements, expected) < float64Rounding)

    var random = SplitMix(state: 52)
    let x = randomTensor([41, 1], &random)
    let lazyRow = make(.randomWalk(by: .row, selfLoopWeight: 0.5))
    let lazyColumn = make(.randomWalk(by: .column, selfLoopWeight: 0.5))
    #expect(distance(lazyRow(ones).elements, ones.elements) < float64Rounding)
    #expect(
      abs(lazyColumn(x).elements.reduce(0, +) - x.elements.reduce(0, +)) < float64Rounding)
    #expect(distance(lazyColumn(ones).elements, ones.elements) > 0.1, "they are different operators")
  }

  @Test("The symmetric operator keeps D^1/2 1", arguments: [0, 0.555])
  func eigenvector(selfLoopWeight: Double) {
    let degrees = graph.weightedOutDegrees
    let roots = Tensor(
      shape: [41], elements: degrees.map { ($0 + selfLoopWeight).squareRoot() },
      scalarType: .float64)
    let image = make(.symmetric(selfLoopWeight: selfLoopWeight))(roots)
    #expect(distance(image.elements, roots.elements) < float64Rounding)
  }

  @Test("Laplacians annihilate constants")
  func constants() {
    #expect(distance(make(.laplacian(.combinatorial))(ones).elements, ones.elements.map { _ in 0 }) < 1e-13)
    #expect(distance(make(.laplacian(.randomWalk))(ones).elements, ones.elements.map { _ in 0 }) < 1e-13)
    let roots = Tensor(
      shape: [41], elements: graph.weightedOutDegrees.map { $0.squareRoot() }, scalarType: .float64)
    let image = make(.laplacian(.symmetric))(roots)
    #expect(distance(image.elements, roots.elements.map { _ in 0 }) < float64Rounding)
  }

  @Test("Eigenvalues lie in the stated intervals")
  func spectra() {
    // What 2 000 steps of power iteration leave is below 1e-6 with these gaps.
    let slack = 1e-6
    let largestDegree = graph.weightedOutDegrees.max() ?? 0
    let loopless = graph.withoutSelfLoops.weightedOutDegrees.max() ?? 0
    let intervals: [(Normalisation, ClosedRange<Double>)] = [
      (.symmetric(), -1...1),
      (.symmetric(selfLoopWeight: 0.7), (1.4 / (largestDegree + 0.7) - 1)...1),
      (.cgnnCode(selfLoopWeight: 0.555), (1.11 / (loopless + 0.555) - 1)...1),
      (.cgnnPaper, 0...1),
      (.laplacian(.combinatorial), 0...(2 * largestDegree)),
      (.laplacian(.symmetric), 0...2),
    ]
    for (normalisation, interval) in intervals {
      let (smallest, largest) = extremes(make(normalisation))
      #expect(smallest > interval.lowerBound - slack, "\(normalisation)")
      #expect(largest < interval.upperBound + slack, "\(normalisation)")
      #expect(smallest < largest)
    }
    // The bound of one is attained, and so is the Laplacians' zero.
    #expect(abs(extremes(make(.symmetric())).largest - 1) < slack)
    #expect(abs(extremes(make(.laplacian(.symmetric))).smallest) < slack)
  }

  @Test("A bipartite graph attains both ends")
  func bipartite() throws {
    let square = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (3, 0)])
    let alternating = Tensor(shape: [4], elements: [1, -1, 1, -1], scalarType: .float64)
    func image(_ normalisation: Normalisation) -> [Double] {
      square.operator(normalised: normalisation, scalarType: .float64)(alternating).elements
    }
    #expect(distance(image(.symmetric()), [-1, 1, -1, 1]) < 1e-15)
    #expect(distance(image(.laplacian(.symmetric)), [2, -2, 2, -2]) < 1e-15)
    #expect(distance(image(.laplacian(.combinatorial)), [4, -4, 4, -4]) < 1e-15)
    #expect(distance(image(.cgnnPaper), [0, 0, 0, 0]) < 1e-15)
  }

  @Test("CGNN's code drops the graph's own self-loops; the symmetric operator keeps them")
  func ownSelfLoops() throws {
    let looped = try Graph(nodeCount: 2, edges: [(0, 1), (0, 0)])
    let loopless = looped.withoutSelfLoops
    let code = looped.operator(normalised: .cgnnCode(selfLoopWeight: 0.5), scalarType: .float64)
    #expect(
      code == loopless.operator(normalised: .symmetric(selfLoopWeight: 0.5), scalarType: .float64))
    #expect(
      code != looped.operator(normalised: .symmetric(selfLoopWeight: 0.5), scalarType: .float64))
    #expect(distance(code.matrix.dense().elements, [1.0 / 3, 2.0 / 3, 2.0 / 3, 1.0 / 3]) < 1e-15)
  }

  @Test("Normalisations that a graph does not allow stop the program")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      let arc = try Graph(nodeCount: 2, edges: [(0, 1)], direction: .directed)
      _ = arc.operator(normalised: .cgnnPaper)
    }
    await #expect(processExitsWith: .failure) {
      let arc = try Graph(nodeCount: 2, edges: [(0, 1)], direction: .directed)
      _ = arc.operator(normalised: .laplacian(.symmetric))
    }
    await #expect(processExitsWith: .failure) {
      let negative = try Graph(nodeCount: 2, edges: [(0, 1)], weights: [-1])
      _ = negative.operator(normalised: .symmetric())
    }
    await #expect(processExitsWith: .failure) {
      let edge = try Graph(nodeCount: 2, edges: [(0, 1)])
      _ = edge.operator(normalised: .symmetric(selfLoopWeight: -0.5))
    }
  }

  @Test("Weights that cancel give zeros by row, not NaN")
  func cancellingWeights() throws {
    let graph = try Graph(
      nodeCount: 3, edges: [(0, 1), (0, 2)], weights: [1, -1], direction: .directed)
    for normalisation in [Normalisation.randomWalk(by: .row), .laplacian(.randomWalk)] {
      let made = graph.operator(normalised: normalisation, scalarType: .float64)
      #expect(made.matrix.values.elements.allSatisfy { $0 == 0 })
    }
  }

  @Test("Graphs of one node and graphs without edges have operators", arguments: GraphOperatorTests.all)
  func degenerate(normalisation: Normalisation) throws {
    let graphs = [
      try Graph(nodeCount: 0, edges: []), try Graph(nodeCount: 1, edges: []),
      try Graph(nodeCount: 1, edges: [(0, 0)]), try Graph(nodeCount: 5, edges: []),
    ]
    for graph in graphs {
      let made = graph.operator(normalised: normalisation, scalarType: .float64)
      let image = made(.ones([graph.nodeCount, 3], scalarType: .float64))
      #expect(image.shape == [graph.nodeCount, 3])
      #expect(image.elements.allSatisfy { $0.isFinite })
      #expect(made(.ones([graph.nodeCount, 0], scalarType: .float64)).elementCount == 0)
    }
  }
}
