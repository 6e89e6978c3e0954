import Graphs
import Integrators
import Tensors
import Testing
import VectorFields
import _TestSupport

/// A triangle with a tail and an isolated node.
private func makeAdjacency() throws -> GraphOperator {
  try Graph(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])
    .operator(normalised: .symmetric(), scalarType: .float64)
}

private let alpha = samples([6], from: 0.3, to: 0.9)
private let source = samples([6, 3], seed: 1)

@Suite("Resolvents of diffusion")
struct DiffusionResolventTests {
  private let adjacency: GraphOperator
  private let resolvent: GraphResolvent
  private let field: DampedDiffusion

  init() throws {
    adjacency = try makeAdjacency()
    resolvent = GraphResolvent(over: adjacency)
    field = DampedDiffusion(alpha: alpha, source: source, over: adjacency)
  }

  /// `A = ½ diag(α) (I + Â)`, dense.
  private var regularised: Tensor {
    (identityMatrix(6) + adjacency.matrix.dense()) * alpha.scaled(by: 0.5).reshaped(to: [6, 1])
  }

  @Test("The velocity of the steady state vanishes")
  func velocity() {
    let found = field.steadyState(using: resolvent)
    #expect(found.outcome == .solved && found.residual < 1e-14)
    #expect(field(found.state, at: 0).elements.allSatisfy { abs($0) < 1e-14 })
  }

  @Test("The steady state is the sum of the series Σ Aⁿ e")
  func series() {
    var (term, sum) = (source, source)
    for _ in 0..<400 {
      term = matmul(regularised, term)
      sum += term
    }
    #expect(largestDifference(field.steadyState(using: resolvent).state, sum) < 1e-12)
  }

  @Test("A long solve by Dormand–Prince tends to the steady state")
  func longTime() {
    let solver = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
    let end = integrate(field, from: source, over: 0...300, with: solver)
    #expect(largestDifference(field.steadyState(using: resolvent).state, end) < 1e-9)
  }

  @Test("Gradients of the steady state agree with central differences")
  func steadyGradients() {
    let (resolvent, adjacency) = (resolvent, adjacency)
    #expect(
      gradientError(at: alpha) {
        DampedDiffusion(alpha: $0, source: source, over: adjacency)
          .steadyState(using: resolvent).state
      } < 1e-8)
    #expect(
      gradientError(at: source) {
        DampedDiffusion(alpha: alpha, source: $0, over: adjacency)
          .steadyState(using: resolvent).state
      } < 1e-8)
  }

  @Test("An implicit step satisfies y = x + h f(y)", arguments: [0, 0.1, 3, 1e6])
  func steps(size: Double) {
    let state = samples([6, 3], seed: 2)
    let damped = field.implicitStep(from: state, by: size, using: resolvent).state
    let rest = damped - state - field(damped, at: 0).scaled(by: size)
    #expect(rest.elements.allSatisfy { abs($0) < 1e-13 * max(1, size) })
    let sourced = SourcedDiffusion(rate: alpha, source: source, over: adjacency)
    let next = sourced.implicitStep(from: state, by: size, using: resolvent).state
    let sourcedRest = next - state - sourced(next, at: 0).scaled(by: size)
    // The state grows with the step along the direction that diffusion keeps.
    #expect(sourcedRest.elements.allSatisfy { abs($0) < 1e-13 * max(1, size * size) })
  }

  @Test("Gradients of an implicit step agree with central differences")
  func stepGradients() {
    let (resolvent, adjacency, state) = (resolvent, adjacency, samples([6, 3], seed: 2))
    #expect(
      gradientError(at: state) {
        DampedDiffusion(alpha: alpha, source: source, over: adjacency)
          .implicitStep(from: $0, by: 0.7, using: resolvent).state
      } < 1e-8)
    #expect(
      gradientError(at: alpha) {
        SourcedDiffusion(rate: $0, source: source, over: adjacency)
          .implicitStep(from: state, by: 0.7, using: resolvent).state
      } < 1e-8)
    #expect(
      gradientError(at: source) {
        SourcedDiffusion(rate: alpha, source: $0, over: adjacency)
          .implicitStep(from: state, by: 0.7, using: resolvent).state
      } < 1e-8)
  }

  @Test("Implicit Euler steps converge to the exact solution at order 1")
  func order() {
    let exact = integrate(
      field, from: source, over: 0...1,
      with: Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12)))
    func error(_ steps: Int) -> Double {
      var state = source
      for _ in 0..<steps {
        state = field.implicitStep(from: state, by: 1 / Double(steps), using: resolvent).state
      }
      return largestDifference(state, exact)
    }
    let ratio = error(100) / error(200)
    #expect(abs(ratio - 2) < 0.05)
  }
}
