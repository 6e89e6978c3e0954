import GraphODE
import Testing
import _TestSupport

private let span = -0.5...1.75

/// Methods, step controls and gradients that go together.
private let fixedSolvers: [Solver] = [
  Solver(.rk4, .steps(7), gradient: .direct), Solver(.rk4, .steps(7), gradient: .checkpointed),
  Solver(.rk4, .stepSize(0.3), gradient: .recursive(budget: 2)),
  Solver(.reversibleHeun, .steps(20), gradient: .reversible(tolerance: 1e-6)),
]

private let gradients: [GradientMethod] = [.direct, .checkpointed, .interpolated(), .backsolve()]

/// Bases with jumps, kinks and neither.
private let bases: [DepthBasis] = [
  .piecewiseConstant(cells: 3, over: span), .hat(nodes: 3, over: span), .chebyshev(degree: 2, over: span),
  .fourier(frequencies: 1, over: span),
]

@Suite("Gradients of parameters that vary with depth")
struct DepthVaryingGradientTests {
  let state = samples([4, 2], seed: 9)

  private func field(over basis: DepthBasis) -> DepthVarying<SourcedNetwork> {
    DepthVarying(template: SourcedNetwork(seed: 3), over: basis, seed: 20)
  }

  @Test("The velocity has the derivative of its formula, by all that it depends on", arguments: allBases)
  func velocity(_ basis: DepthBasis) {
    let field = field(over: basis)
    for time in [-0.41, 0.63] {
      #expect(gradientError(at: state) { field($0, at: time) } < 1e-8)
      for index in field.coefficients.indices {
        let error = gradientError(at: field.coefficients[index]) { coefficients in
          let parts = replacing(field.coefficients, at: index, with: coefficients)
          return DepthVarying(template: field.template, coefficients: parts, basis: basis)(state, at: time)
        }
        #expect(error < 1e-8, "coefficients of \(field.depthVaryingParameters[index])")
      }
      let sourceError = gradientError(at: field.template.source) { source in
        var template = field.template
        template.source = source
        return DepthVarying(template: template, coefficients: field.coefficients, basis: basis)(
          state, at: time)
      }
      #expect(sourceError < 1e-8)
      let templateError = gradientError(at: field.template.second) { second in
        var template = field.template
        template.second = second
        return DepthVarying(template: template, coefficients: field.coefficients, basis: basis)(
          state, at: time)
      }
      #expect(templateError < 1e-8)
      let timeError = gradientError(at: Tensor(time, scalarType: .float64), step: 3e-6) {
        field(state, at: $0.scalar)
      }
      #expect(timeError < 1e-8)
    }
  }

  /// The largest error of the gradient of a solve by biases and source.
  private func solveError(
    _ field: DepthVarying<SourcedNetwork>, with solver: Solver, step: Double
  ) -> Double {
    let biasError = gradientError(at: field.coefficients[1], step: step) { coefficients in
      let parts = replacing(field.coefficients, at: 1, with: coefficients)
      let moved = DepthVarying(template: field.template, coefficients: parts, basis: field.basis)
      return integrate(moved, from: state, over: span, with: solver)
    }
    let sourceError = gradientError(at: field.template.source, step: step) { source in
      var template = field.template
      template.source = source
      let moved = DepthVarying(template: template, coefficients: field.coefficients, basis: field.basis)
      return integrate(moved, from: state, over: span, with: solver)
    }
    return max(biasError, sourceError)
  }

  @Test("A solve by fixed steps has the gradient of its solution, whatever the way back", arguments: bases)
  func fixedSteps(_ basis: DepthBasis) {
    for solver in fixedSolvers {
      let error = solveError(field(over: basis), with: solver, step: 1e-5)
      #expect(error < 1e-8, "\(solver.method.name), \(solver.gradient)")
    }
  }

  @Test("A solve by adaptive steps has the gradient of its solution, whatever the way back", arguments: bases)
  func adaptiveSteps(_ basis: DepthBasis) {
    let control = StepControl.adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10)
    for gradient in gradients {
      let solver = Solver(.dormandPrince8, control, gradient: gradient)
      // Differences of solutions that are right to ten digits.
      #expect(solveError(field(over: basis), with: solver, step: 1e-4) < 1e-6, "\(gradient)")
    }
  }

  @Test("A graph convolution varies like any other field")
  func graphConvolution() throws {
    let adjacency = try Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (2, 3)]).operator(
      normalised: .symmetric(selfLoopWeight: 0.5), scalarType: .float64)
    var generator = RandomGenerator(seed: 4)
    let convolution = GraphConvolutionField(
      2, hidden: [3], over: adjacency, clock: Clock([.time]), using: &generator)
    let basis = DepthBasis.piecewiseConstant(cells: 2, over: span)
    let field = DepthVarying(template: convolution, over: basis, seed: 6)
    #expect(field.namedParameters.map(\.name) == convolution.namedParameters.map(\.name))
    let start = samples([5, 2])
    for index in field.coefficients.indices {
      let error = gradientError(at: field.coefficients[index]) { coefficients in
        let parts = replacing(field.coefficients, at: index, with: coefficients)
        let moved = DepthVarying(template: field.template, coefficients: parts, basis: basis)
        return DepthFlow(moved, over: TimeSpan(from: -0.5, to: 1.75), with: Solver(.rk4, .steps(6)))(start)
          .end
      }
      #expect(error < 1e-8)
    }
  }

  @Test("A split field stays split, with its own stages where it has them", arguments: bases)
  func splitField(_ basis: DepthBasis) {
    func varying(_ coefficients: [Tensor], isResolved: Bool) -> DepthVarying<DecayBesideReaction> {
      DepthVarying(
        template: DecayBesideReaction(
          rate: Tensor(repeating: 9, shape: [2], scalarType: .float64),
          reaction: .zeros([2], scalarType: .float64), isResolved: isResolved),
        coefficients: coefficients, basis: basis)
    }
    let coefficients = [samples([basis.count, 2], seed: 1), samples([basis.count, 2], seed: 2)]
    let field = varying(coefficients, isResolved: true)
    #expect(DepthVarying<DecayBesideReaction>.isSplit && !DepthVarying<SourcedNetwork>.isSplit)
    let sum = field.stiffVelocity(state, at: 0.2) + field.softVelocity(state, at: 0.2)
    #expect(largestDifference(field(state, at: 0.2), sum) < 1e-14)
    #expect(gradientError(at: state) { field.stiffVelocity($0, at: 0.2) } < 1e-8)
    #expect(gradientError(at: state) { field.softVelocity($0, at: 0.2) } < 1e-8)

    let solver = Solver(.kennedyCarpenter4, .steps(12))
    let resolved = solve(field, from: state, over: span, with: solver)
    let iterated = solve(varying(coefficients, isResolved: false), from: state, over: span, with: solver)
    #expect(largestDifference(resolved.end, iterated.end) < 1e-8)
    #expect(resolved.statistics.evaluations < iterated.statistics.evaluations)
    let explicit = integrate(field, from: state, over: span, with: Solver(.rk4, .steps(600)))
    #expect(largestDifference(resolved.end, explicit) < 1e-3)
    for index in 0..<2 {
      let error = gradientError(at: coefficients[index]) { moved in
        let parts = replacing(coefficients, at: index, with: moved)
        let field = DepthVarying(template: field.template, coefficients: parts, basis: basis)
        return integrate(field, from: state, over: span, with: solver)
      }
      #expect(error < 1e-8)
    }
  }
}
