import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// `dx/dt = (A − I) x + e · (1 + t)`, with the steady state `(I − A)⁻¹ e (1 + t)`.
private struct Diffusion: VectorField {
  var operation: Tensor
  var source: Tensor

  @differentiable(reverse)
  init(operation: Tensor, source: Tensor) {
    self.operation = operation
    self.source = source
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matmul(operation, state) - state + source * (1 + time)
  }

  /// The steady state by Neumann's series, which converges for a small operator.
  func steadyState(at time: Double) -> Tensor {
    var term = source * (1 + time)
    var sum = term
    for _ in 0..<400 {
      term = matmul(operation, term)
      sum += term
    }
    return sum
  }
}

/// `dx/dt = tanh(W x + b) − x`, a network in equilibrium.
private struct Equilibrium: VectorField {
  var weight: Tensor
  var bias: Tensor

  @differentiable(reverse)
  init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    tanh(matmul(weight, state) + bias) - state
  }
}

@Suite("Steady states")
struct SteadyStateTests {
  static let solvers = [
    SteadyStateSolver(tolerance: 1e-12),
    SteadyStateSolver(
      .integration(
        Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-13, absoluteTolerance: 1e-13)),
        timeLimit: 1000),
      tolerance: 1e-12),
    SteadyStateSolver(.integration(Solver(.rk4, .stepSize(0.5)), timeLimit: 1000), tolerance: 1e-12),
  ]

  // Neither symmetric nor normal, with a norm below 1.
  private let diffusion = Diffusion(
    operation: samples([6, 6], from: -0.2, to: 0.25), source: samples([6, 2], seed: 3))
  private let network = Equilibrium(
    weight: samples([5, 5], from: -0.6, to: 0.6, seed: 5), bias: samples([5, 1], seed: 6))
  private let start = Tensor.zeros([6, 2], scalarType: .float64)
  private let networkStart = Tensor.zeros([5, 1], scalarType: .float64)

  @Test("A diffusion with a source ends where its closed form does", arguments: solvers)
  func closedForm(_ solver: SteadyStateSolver) {
    let found = steadyState(of: diffusion, from: start, at: 0.5, with: solver)
    #expect(found.outcome == .steady && found.residual <= 1e-12)
    #expect(found.iterations > 0 && found.evaluations >= found.iterations)
    #expect(largestDifference(found.state, diffusion.steadyState(at: 0.5)) < 1e-10)
  }

  @Test("Its gradient in source, time and operator is that of the closed form", arguments: solvers)
  func closedFormGradient(_ solver: SteadyStateSolver) {
    let (value, pullback) = valueWithPullback(at: diffusion, start, 0.5) {
      steadyState(of: $0, from: $1, at: $2, with: solver).state
    }
    let upstream = weights(like: value)
    let (field, startGradient, time) = pullback(upstream)
    // With S = (I − A)⁻¹: x* = S e (1 + t), so ē = Sᵀ u (1 + t) and Ā = Sᵀ u x*ᵀ.
    let transposed = Diffusion(
      operation: matmul(diffusion.operation, identityMatrix(6), transposing: .first), source: upstream)
    let multiplier = transposed.steadyState(at: 0)
    #expect(startGradient.isShapelessZero)
    #expect(largestDifference(field.source, multiplier * 1.5) < 1e-10)
    #expect(
      largestDifference(field.operation, matmul(multiplier, value, transposing: .second)) < 1e-10)
    #expect(abs(time - multiplier.dotProduct(with: diffusion.source)) < 1e-10)
  }

  @Test("The gradient of a network in equilibrium is that of difference quotients", arguments: solvers)
  func network(_ solver: SteadyStateSolver) {
    #expect(
      gradientError(
        at: network.weight,
        of: {
          steadyState(
            of: Equilibrium(weight: $0, bias: network.bias), from: networkStart, at: 0, with: solver
          ).state
        }) < 1e-8)
    #expect(
      gradientError(
        at: network.bias,
        of: {
          steadyState(
            of: Equilibrium(weight: network.weight, bias: $0), from: networkStart, at: 0,
            with: solver
          ).stateOrNotANumber
        }) < 1e-8)
  }

  @Test("Implicit steps end after few, also in a stiff field")
  func stiffness() {
    let field = Diffusion(
      operation: diffusion.operation.scaled(by: 2000) - identityMatrix(6) * 3000,
      source: diffusion.source)
    let found = steadyState(of: field, from: start, at: 0, with: SteadyStateSolver(tolerance: 1e-9))
    #expect(found.outcome == .steady && found.iterations < 12)
  }

  @Test("A split field may be followed by implicit-explicit steps")
  func splitField() {
    let rod = ReactingRod(strength: Tensor(repeating: 30, shape: [1, 8], scalarType: .float64))
    let start = Tensor(repeating: 0.5, shape: [1, 8], scalarType: .float64)
    let integration = SteadyStateSolver(
      .integration(Solver(.kennedyCarpenter3, .stepSize(0.02)), timeLimit: 20), tolerance: 1e-8)
    let found = steadyState(of: rod, from: start, at: 0.3, with: integration)
    let other = steadyState(of: rod, from: start, at: 0.3, with: SteadyStateSolver(tolerance: 1e-8))
    #expect(found.outcome == .steady && other.outcome == .steady)
    #expect(largestDifference(found.state, other.state) < 1e-8)
    #expect(other.state.elements.allSatisfy { $0 > 0.1 })
  }

  @Test("A field without a steady state ends at a limit, with gradients that are not numbers")
  func failure() {
    let drift = Drift(velocity: samples([3], from: 1, to: 2))
    let solvers = [
      SteadyStateSolver(tolerance: 1e-6, iterationLimit: 7),
      SteadyStateSolver(.integration(Solver(.rk4, .steps(10)), timeLimit: 9), tolerance: 1e-6),
    ]
    for solver in solvers {
      let (found, pullback) = valueWithPullback(at: drift) {
        steadyState(of: $0, from: drift.velocity, at: 0, with: solver).stateOrNotANumber
      }
      #expect(found.elements.allSatisfy { $0.isNaN })
      #expect(pullback(drift.velocity).velocity.elements.allSatisfy { $0.isNaN })
      let outcome = steadyState(of: drift, from: drift.velocity, at: 0, with: solver).outcome
      #expect(outcome == .limit)
    }
  }

  @Test("A first state that is steady is returned as it is, and one that is no number as a failure")
  func trivial() {
    let solver = SteadyStateSolver(tolerance: 1e-8)
    let steady = diffusion.steadyState(at: 0)
    let found = steadyState(of: diffusion, from: steady, at: 0, with: solver)
    #expect(found.outcome == .steady && found.iterations == 0 && found.state == steady)
    let nothing = Tensor(repeating: .nan, shape: [6, 2], scalarType: .float64)
    #expect(steadyState(of: diffusion, from: nothing, at: 0, with: solver).outcome == .nonFinite)
  }
}
