import Graphs
import Integrators
import Tensors
import Testing
import VectorFields
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// A triangle with a tail and an isolated node.
private let graph = try? Graph(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])

/// Solvers that reach nearly all digits of float64, by steps and by a series.
private let exactSolvers = [
  Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-13, absoluteTolerance: 1e-13)),
  Solver.exponential(tolerance: 1e-13),
]

@Suite("Diffusion fields equal their closed forms")
struct ClosedFormTests {
  let adjacency: GraphOperator
  let dense: Tensor
  let nodes = 6
  let channels = 3
  let source = samples([6, 3])
  let time = 4.0

  init() throws {
    adjacency = try #require(graph).operator(
      normalised: .cgnnCode(selfLoopWeight: 0.6), scalarType: .float64)
    dense = adjacency.matrix.dense()
  }

  private func rates(_ value: Double) -> Tensor {
    Tensor(repeating: value, shape: [nodes], scalarType: .float64)
  }

  /// Returns `e^{tL} x(0) + t φ₁(tL) e` where `x(0) = e`, by the exponential of `[[L, e], [0, 0]]`.
  private func affineSolution(_ linear: Tensor) -> Tensor {
    let upper = concatenated([linear, source], alongAxis: 1)
    let lower = Tensor.zeros([channels, nodes + channels], scalarType: .float64)
    let flow = matrixExponential(concatenated([upper, lower], alongAxis: 0).scaled(by: time))
      .sliced(alongAxis: 0, 0..<nodes)
    return matmul(flow.sliced(alongAxis: 1, 0..<nodes), source)
      + flow.sliced(alongAxis: 1, nodes..<(nodes + channels))
  }

  @Test("The published code's field: e^{tL} e + t φ₁(tL) e, with one rate a node", arguments: exactSolvers)
  func sourcedDiffusion(exact: Solver) {
    let rate = samples([nodes], from: 0.1, to: 0.5)
    let field = SourcedDiffusion(rate: rate, source: source, over: adjacency)
    let linear = (dense - identityMatrix(nodes)) * rate.reshaped(to: [nodes, 1])
    let end = integrate(field, from: source, over: 0...time, with: exact)
    #expect(largestDifference(end, affineSolution(linear)) < 1e-10)
  }

  @Test("The code's field: the part along the root of the degrees grows as 1 + t", arguments: exactSolvers)
  func undampedMode(exact: Solver) throws {
    let field = SourcedDiffusion(rate: rates(0.35), source: source, over: adjacency)
    let end = integrate(field, from: source, over: 0...time, with: exact)
    let degrees = try #require(graph).weightedOutDegrees.map { ($0 + 0.6).squareRoot() }
    // The isolated node's self-loop keeps its entry: Â is 1 there.
    let mode = Tensor(shape: [nodes, 1], elements: degrees, scalarType: .float64)
    let before = matmul(mode, source, transposing: .first)
    let after = matmul(mode, end, transposing: .first)
    #expect(largestDifference(after, before * (1 + time)) < 1e-10)
  }

  @Test("The paper's field equals its closed form in the eigenbasis of A", arguments: exactSolvers)
  func dampedDiffusion(exact: Solver) {
    let alpha = 0.9
    let field = DampedDiffusion(alpha: rates(alpha), source: source, over: adjacency)
    let paper = (dense + identityMatrix(nodes)).scaled(by: alpha / 2)
    let (values, vectors) = symmetricEigensystem(paper)
    #expect(values.allSatisfy { $0 > -1e-12 && $0 < alpha + 1e-12 })
    let factors = values.map { value -> Double in
      let decay = value - 1
      return (exp(decay * time) - 1) / decay + exp(decay * time)
    }
    let inBasis = matmul(vectors, source, transposing: .first)
    let truth = matmul(
      vectors, inBasis * Tensor(shape: [nodes, 1], elements: factors, scalarType: .float64))
    let end = integrate(field, from: source, over: 0...time, with: exact)
    #expect(largestDifference(end, truth) < 1e-10)
    #expect(largestDifference(end, affineSolution(paper - identityMatrix(nodes))) < 1e-10)
  }

  @Test("The paper's field with one α a node", arguments: exactSolvers)
  func dampedDiffusionPerNode(exact: Solver) {
    let alpha = samples([nodes], from: 0.2, to: 0.99)
    let field = DampedDiffusion(alpha: alpha, source: source, over: adjacency)
    let paper =
      (dense + identityMatrix(nodes)) * alpha.reshaped(to: [nodes, 1]).scaled(by: 0.5)
    let end = integrate(field, from: source, over: 0...time, with: exact)
    #expect(largestDifference(end, affineSolution(paper - identityMatrix(nodes))) < 1e-10)
  }

  @Test("The paper's field rests at (I − A)⁻¹ e, the sum of all Aⁿ e", arguments: exactSolvers)
  func steadyState(exact: Solver) {
    let alpha = 0.8
    let field = DampedDiffusion(alpha: rates(alpha), source: source, over: adjacency)
    var state = source
    for _ in 0..<400 {
      state = matmul((dense + identityMatrix(nodes)).scaled(by: alpha / 2), state) + source
    }
    #expect(largestDifference(field(state, at: 0), .zeros(like: state)) < 1e-12)
    let end = integrate(field, from: source, over: 0...200, with: exact)
    #expect(largestDifference(end, state) < 1e-10)
  }

  @Test("The two fields differ by (1 − α) x")
  func difference() {
    let alpha = samples([nodes], from: 0.2, to: 0.99)
    let code = SourcedDiffusion(rate: alpha.scaled(by: 0.5), source: source, over: adjacency)
    let paper = DampedDiffusion(alpha: alpha, source: source, over: adjacency)
    let state = samples([nodes, channels], seed: 4)
    let damping = state * (1 - alpha.reshaped(to: [nodes, 1]))
    #expect(largestDifference(code(state, at: 0) - paper(state, at: 0), damping) < 1e-14)
  }

  @Test("Mixed channels: both sides in their eigenbases", arguments: exactSolvers)
  func channelMixing(exact: Solver) {
    let alpha = 0.9
    let half = samples([channels, channels], from: 0, to: 0.3, seed: 2)
    let mixing = (half + half.transposed()).scaled(by: 0.5)
    let field = ChannelMixing(
      base: DampedDiffusion(alpha: rates(alpha), source: source, over: adjacency), mixing: mixing)
    let paper = (dense + identityMatrix(nodes)).scaled(by: alpha / 2)
    let (rowValues, rowVectors) = symmetricEigensystem(paper - identityMatrix(nodes))
    let (columnValues, columnVectors) = symmetricEigensystem(mixing - identityMatrix(channels))
    let inBasis = matmul(matmul(rowVectors, source, transposing: .first), columnVectors)
    let factors = rowValues.flatMap { row in
      columnValues.map { column -> Double in
        let decay = row + column
        return exp(decay * time) + (exp(decay * time) - 1) / decay
      }
    }
    let factor = Tensor(shape: [nodes, channels], elements: factors, scalarType: .float64)
    let truth = matmul(matmul(rowVectors, inBasis * factor), columnVectors, transposing: .second)
    let end = integrate(field, from: source, over: 0...time, with: exact)
    #expect(largestDifference(end, truth) < 1e-10)

    // The steady state solves the Sylvester equation (A − I) H + H (W − I) + E = 0.
    let rest = integrate(field, from: source, over: 0...300, with: exact)
    let residual =
      matmul(paper - identityMatrix(nodes), rest)
      + matmul(rest, mixing - identityMatrix(channels)) + source
    #expect(largestDifference(residual, .zeros(like: rest)) < 1e-10)
  }

  @Test("Mixing by the identity changes nothing", arguments: exactSolvers)
  func identityMixing(exact: Solver) {
    let base = SourcedDiffusion(rate: rates(0.3), source: source, over: adjacency)
    let mixed = ChannelMixing(
      base: base, mixing: SymmetricMixing(identityOn: channels, scalarType: .float64).matrix())
    let end = integrate(mixed, from: source, over: 0...time, with: exact)
    #expect(
      largestDifference(end, integrate(base, from: source, over: 0...time, with: exact)) < 1e-11)
  }
}
