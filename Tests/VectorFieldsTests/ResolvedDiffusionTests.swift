import Graphs
import Integrators
import Tensors
import Testing
import VectorFields
import _TestSupport

/// Diffusion with a reaction `y (1 − y)`, split for implicit–explicit methods.
private struct Reaction: SplitVectorField, ResolventField {
  var diffusion: ResolvedDiffusion<DampedDiffusion>
  @noDerivative var isFactorised = true

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { diffusion(state, at: time) }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { state - state * state }

  func resolvedState(from base: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    isFactorised ? diffusion.resolvedState(from: base, scaledBy: scale, at: time) : nil
  }

  func resolvedGradient(_ gradient: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    isFactorised ? diffusion.resolvedGradient(gradient, scaledBy: scale, at: time) : nil
  }
}

private let implicitMethods: [RungeKutta] = [.implicitEuler, .trapezoid, .kvaerno3, .kvaerno5]

@Suite("Implicit stages of diffusion, solved by a factor")
struct ResolvedDiffusionTests {
  let adjacency: GraphOperator
  let start = samples([6, 2])
  let source = samples([6, 2], seed: 3)
  let alpha = samples([6], from: 0.3, to: 0.95, seed: 1)

  init() throws {
    adjacency = try Graph(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])
      .operator(normalised: .symmetric(selfLoopWeight: 0.5), scalarType: .float64)
  }

  @Test("Implicit methods lead where iteration leads, with fewer evaluations", arguments: implicitMethods)
  func agreement(_ method: RungeKutta) {
    let resolvent = GraphResolvent(over: adjacency)
    let damped = DampedDiffusion(alpha: alpha, source: source, over: adjacency)
    let sourced = SourcedDiffusion(rate: alpha, source: source, over: adjacency)
    let solver = Solver(.rungeKutta(method), .steps(4))
    for (iterated, factorised) in [
      (
        solve(damped, from: start, over: 0...6, with: solver),
        solve(ResolvedDiffusion(damped, using: resolvent), from: start, over: 0...6, with: solver)
      ),
      (
        solve(sourced, from: start, over: 0...6, with: solver),
        solve(ResolvedDiffusion(sourced, using: resolvent), from: start, over: 0...6, with: solver)
      ),
    ] {
      #expect(largestDifference(iterated.end, factorised.end) < 1e-10)
      #expect(factorised.statistics.evaluations < iterated.statistics.evaluations / 4)
    }
  }

  @Test("Gradients agree with central differences, and with those of iteration")
  func gradients() {
    let (a, s, x, y) = (adjacency, source, start, alpha)
    let resolvent = GraphResolvent(over: adjacency)
    for method in implicitMethods {
      let solver = Solver(.rungeKutta(method), .steps(3))
      #expect(
        gradientError(at: y) {
          integrate(
            ResolvedDiffusion(DampedDiffusion(alpha: $0, source: s, over: a), using: resolvent), from: x,
            over: 0...4, with: solver)
        } < 1e-8, "\(method)")
      #expect(
        gradientError(at: x) {
          integrate(
            ResolvedDiffusion(DampedDiffusion(alpha: y, source: s, over: a), using: resolvent), from: $0,
            over: 0...4, with: solver)
        } < 1e-8, "\(method)")
    }
  }

  @Test("The stiff part of a split field, with its gradient", arguments: AdditiveRungeKutta.all)
  func splitField(_ method: AdditiveRungeKutta) {
    let (a, s, x) = (adjacency, source.scaled(by: 0.1), samples([6, 2], from: 0, to: 1))
    let resolvent = GraphResolvent(over: adjacency)
    let solver = Solver(.additiveRungeKutta(method), .steps(5))
    func field(_ alpha: Tensor, isFactorised: Bool) -> Reaction {
      Reaction(
        diffusion: ResolvedDiffusion(
          DampedDiffusion(alpha: alpha, source: s, over: a), using: resolvent),
        isFactorised: isFactorised)
    }
    let factorised = solve(field(alpha, isFactorised: true), from: x, over: 0...2, with: solver)
    let iterated = solve(field(alpha, isFactorised: false), from: x, over: 0...2, with: solver)
    #expect(largestDifference(factorised.end, iterated.end) < 1e-11)
    #expect(factorised.statistics.evaluations < iterated.statistics.evaluations)
    #expect(
      gradientError(at: alpha) { alpha in
        integrate(
          Reaction(
            diffusion: ResolvedDiffusion(
              DampedDiffusion(alpha: alpha, source: s, over: a), using: resolvent)),
          from: x, over: 0...2, with: solver)
      } < 1e-8)
  }

  @Test("A split field that is stepped as a whole keeps its soft part", arguments: implicitMethods)
  func wholeOfSplitField(_ method: RungeKutta) {
    let x = samples([6, 2], from: 0, to: 1)
    let resolvent = GraphResolvent(over: adjacency)
    let diffusion = ResolvedDiffusion(
      DampedDiffusion(alpha: alpha, source: source.scaled(by: 0.1), over: adjacency), using: resolvent)
    let solver = Solver(.rungeKutta(method), .steps(5))
    let own = integrate(Reaction(diffusion: diffusion), from: x, over: 0...2, with: solver)
    let iterated = integrate(
      Reaction(diffusion: diffusion, isFactorised: false), from: x, over: 0...2, with: solver)
    #expect(largestDifference(own, iterated) < 1e-11)
    let field = Reaction(diffusion: diffusion)
    #expect(gradientError(at: x) { integrate(field, from: $0, over: 0...2, with: solver) } < 1e-8)
  }

  @Test("A negative rate is left to iteration")
  func negativeRate() {
    let rate = Tensor(shape: [6], elements: [0.2, -0.01, 0.3, 0.4, 0.1, 0.2], scalarType: .float64)
    let base = SourcedDiffusion(rate: rate, source: source, over: adjacency)
    let solver = Solver(.trapezoid, .steps(5))
    let own = integrate(
      ResolvedDiffusion(base, using: GraphResolvent(over: adjacency)), from: start, over: 0...2, with: solver)
    #expect(largestDifference(own, integrate(base, from: start, over: 0...2, with: solver)) < 1e-10)
  }

  @Test("Backwards in time it is left to iteration")
  func backwards() {
    let field = ResolvedDiffusion(
      DampedDiffusion(alpha: alpha, source: source, over: adjacency),
      using: GraphResolvent(over: adjacency))
    let solver = Solver(.rungeKutta(.trapezoid), .steps(40))
    let there = integrate(field, from: start, over: 0...1, with: solver)
    let back = solve(field, from: there, over: TimeSpan(from: 1, to: 0), with: solver)
    #expect(largestDifference(back.end, start) < 1e-10)
  }
}
