import Graphs
import Integrators
import Tensors
import Testing
import VectorFields
import _TestSupport

@Suite("Diffusion along learned edges")
struct EdgeDiffusionTests {
  let symmetric: SparseMatrix
  let walk: SparseMatrix
  let start = samples([6, 2])
  let source = samples([6, 2], seed: 3)
  let series = Solver.exponential(tolerance: 1e-13)
  let steps = Solver(
    .dormandPrince5, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12))

  init() throws {
    let graph = try Graph(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])
    symmetric = graph.operator(normalised: .symmetric(selfLoopWeight: 0.5), scalarType: .float64).matrix
    walk =
      graph.operator(
        normalised: .randomWalk(by: .row, selfLoopWeight: 0.5), scalarType: .float64
      ).matrix
  }

  @Test("The flow of a walk is e^{(A − I)t} x(0), and keeps constants")
  func closedForm() {
    let field = EdgeDiffusion(walk, spectrum: .real(-2...0))
    let dense = walk.dense() - identityMatrix(6)
    let end = integrate(field, from: start, over: 0...3, with: series)
    #expect(largestDifference(end, matmul(matrixExponential(dense.scaled(by: 3)), start)) < 1e-10)
    let constant = integrate(field, from: .ones([6, 1], scalarType: .float64), over: 0...3, with: series)
    #expect(largestDifference(constant, .ones([6, 1], scalarType: .float64)) < 1e-12)
  }

  @Test("Gradients in the edges agree with central differences, as do those of steps")
  func gradients() {
    let (pattern, s, x) = (walk.pattern, source, start)
    for solver in [series, steps] {
      #expect(
        gradientError(at: walk.values) { values in
          integrate(
            EdgeDiffusion(
              SparseMatrix(pattern: pattern, values: values), source: s, damping: 0.8,
              spectrum: .real(-1.9...0.4)),
            from: x, over: 0...2, with: solver)
        } < 1e-7)
      let matrix = symmetric
      #expect(
        gradientError(at: s) { source in
          integrate(
            EdgeDiffusion(matrix, source: source, spectrum: .real(-2...0)), from: x, over: 0...2,
            with: solver)
        } < 1e-7)
    }
  }

  @Test("Without a source, and for a batch of states")
  func batch() {
    let states = samples([6, 3, 2])
    let field = EdgeDiffusion(symmetric, spectrum: .real(-2...0))
    let end = integrate(field, from: states, over: 0...2, with: series)
    #expect(largestDifference(end, integrate(field, from: states, over: 0...2, with: steps)) < 1e-10)
  }
}
