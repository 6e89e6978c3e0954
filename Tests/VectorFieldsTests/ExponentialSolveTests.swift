import Graphs
import Integrators
import Tensors
import Testing
import VectorFields
import _TestSupport

/// Returns the span between the two elements of a tensor.
@differentiable(reverse)
private func span(_ times: Tensor) -> TimeSpan {
  let parts = times.split(alongAxis: 0, sizes: [1, 1])
  return TimeSpan(from: parts[0].scalar, to: parts[1].scalar)
}

@Suite("Diffusion solved by series of its operator")
struct ExponentialSolveTests {
  let symmetric: GraphOperator
  let walk: GraphOperator
  let start = samples([7, 3])
  let source = samples([7, 3], seed: 2)
  let rate = samples([7], from: 0.1, to: 0.5, seed: 1)
  let mixing: Tensor
  let steps = Solver(
    .dormandPrince5, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12))
  let series = Solver.exponential(tolerance: 1e-13)

  init() throws {
    let graph = try Graph(
      nodeCount: 7, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5)])
    symmetric = graph.operator(normalised: .symmetric(selfLoopWeight: 0.4), scalarType: .float64)
    walk = graph.operator(
      normalised: .randomWalk(by: .row, selfLoopWeight: 0.4), scalarType: .float64)
    let half = samples([3, 3], from: 0, to: 0.5, seed: 5)
    mixing = half + half.transposed()
  }

  @Test("A walk, which is similar to a symmetric operator, is solved as it steps; also backwards in time")
  func walks() {
    let field = SourcedDiffusion(rate: rate, source: source, over: walk)
    for end in [6.0, -3] {
      let times = TimeSpan(from: 1, to: end)
      let (stepped, solved) = (
        solve(field, from: start, over: times, with: steps),
        solve(field, from: start, over: times, with: series)
      )
      #expect(largestDifference(stepped.end, solved.end) < 1e-9)
      #expect(solved.statistics.steps == 1)
    }
  }

  @Test("The degree and the products are told, and fall with the tolerance and the time")
  func products() {
    let field = SourcedDiffusion(rate: rate, source: source, over: symmetric)
    var degrees: [Int] = []
    for (tolerance, time) in [(1e-12, 12.0), (1e-6, 12), (1e-3, 12), (1e-3, 1)] {
      let statistics = solve(
        field, from: start, over: 0...time, with: .exponential(tolerance: tolerance)
      ).statistics
      #expect(statistics.evaluations == statistics.degree + 1)
      degrees.append(statistics.degree)
    }
    #expect(degrees == degrees.sorted(by: >) && Set(degrees).count == 4, "\(degrees)")
    #expect(degrees[1] <= 15)
  }

  @Test("The error is within what the tolerance and the data allow", arguments: [1e-3, 1e-6, 1e-9])
  func tolerances(_ tolerance: Double) {
    let field = SourcedDiffusion(rate: rate, source: source, over: symmetric)
    let exact = integrate(field, from: start, over: 0...9, with: series)
    let end = integrate(field, from: start, over: 0...9, with: .exponential(tolerance: tolerance))
    let velocity = field(start, at: 0)
    let bound = tolerance * 9 * velocity.dotProduct(with: velocity).squareRoot() * 5.0.squareRoot()
    #expect(largestDifference(end, exact) < bound)
    #expect(largestDifference(end, exact) > 1e-4 * bound)
  }

  @Test("In float32 the closed form is met to 1e-5")
  func singlePrecision() {
    let wide = SourcedDiffusion(rate: rate, source: source, over: symmetric)
    let narrow = SourcedDiffusion(
      rate: rate.converted(to: .float32), source: source.converted(to: .float32),
      over: symmetric.converted(to: .float32))
    let exact = integrate(wide, from: start, over: 0...12, with: series)
    let end = integrate(
      narrow, from: start.converted(to: .float32), over: 0...12, with: .exponential(tolerance: 1e-7))
    let size = exact.extremes
    #expect(
      largestDifference(end.converted(to: .float64), exact) < 1e-5 * max(-size.lowest, size.highest))
  }

  @Test("States at several times come from one set of products")
  func savedStates() {
    let field = DampedDiffusion(alpha: rate.scaled(by: 1.9), source: source, over: symmetric)
    let times = [0.0, 0.5, 1.7, 1.7, 4, 7]
    let stepped = solve(field, from: start, over: 0...7, saving: .times(times), with: steps)
    let solved = solve(field, from: start, over: 0...7, saving: .times(times), with: series)
    #expect(solved.times == times && solved.states.count == times.count)
    for (first, second) in zip(stepped.states, solved.states) {
      #expect(largestDifference(first, second) < 1e-10)
    }
    #expect(solved.statistics.evaluations == solved.statistics.degree + 1)
    let trajectory = solve(field, from: start, over: 0...7, saving: .trajectory, with: series).trajectory
    #expect(largestDifference(trajectory(at: 1.7), stepped.states[2]) < 1e-10)
  }

  @Test(
    "Gradients in start, source and rates agree with central differences, over a graph that is not symmetric",
    arguments: [GradientMethod.direct, .checkpointed, .recursive(budget: 1), .recomputed()])
  func gradients(_ gradient: GradientMethod) {
    let (a, r, s, x) = (walk, rate, source, start)
    var solver = Solver.exponential(tolerance: 1e-13)
    solver.gradient = gradient
    solver.stepControl = .steps(2)
    let detailed = solver
    #expect(
      gradientError(at: x) {
        integrate(SourcedDiffusion(rate: r, source: s, over: a), from: $0, over: 0...5, with: detailed)
      } < 1e-8)
    #expect(
      gradientError(at: s) {
        integrate(SourcedDiffusion(rate: r, source: $0, over: a), from: x, over: 0...5, with: detailed)
      } < 1e-8)
    #expect(
      gradientError(at: r) {
        integrate(SourcedDiffusion(rate: $0, source: s, over: a), from: x, over: 0...5, with: detailed)
      } < 1e-8)
    #expect(
      gradientError(at: r.scaled(by: 1.9)) {
        integrate(DampedDiffusion(alpha: $0, source: s, over: a), from: x, over: 0...5, with: detailed)
      } < 1e-8)
  }

  @Test("Gradients of saved states, and in the ends of the span")
  func savedGradients() {
    let (a, r, s, x, series) = (walk, rate, source, start, series)
    let saving = Saving.times([0.3, 0.9, 2.5])
    let ends = Tensor(shape: [2], elements: [0.3, 2.5], scalarType: .float64)
    func states(_ solution: Solution<Tensor>) -> Tensor { solution.states[1] * 2 + solution.end }
    #expect(
      gradientError(at: r) { rate in
        let solution = solve(
          SourcedDiffusion(rate: rate, source: s, over: a), from: x, over: 0.3...2.5, saving: saving,
          with: series)
        return solution.states[1] * solution.states[2] + solution.end
      } < 1e-8)
    #expect(
      gradientError(at: x) { start in
        let solution = solve(
          SourcedDiffusion(rate: r, source: s, over: a), from: start, over: 0.3...2.5, saving: saving,
          with: series)
        return solution.states[0] + solution.states[1] * solution.states[2]
      } < 1e-8)
    #expect(
      gradientError(at: ends) { ends in
        let solution = solve(
          SourcedDiffusion(rate: r, source: s, over: a), from: x, over: span(ends), saving: .times([0.9]),
          with: series)
        return solution.states[0] + solution.end * solution.end
      } < 1e-8)
  }

  @Test("Mixed channels: gradients in the mixing, which stays symmetric, and in all else")
  func mixedGradients() {
    let (a, r, s, x, w, series) = (symmetric, rate, source, start, mixing, series)
    #expect(
      gradientError(at: w) { half in
        integrate(
          ChannelMixing(
            base: SourcedDiffusion(rate: r, source: s, over: a),
            mixing: (half + half.transposed()).scaled(by: 0.5)),
          from: x, over: 0...3, with: series)
      } < 1e-8)
    #expect(
      gradientError(at: r) { rate in
        integrate(
          ChannelMixing(base: SourcedDiffusion(rate: rate, source: s, over: a), mixing: w), from: x,
          over: 0...3, with: series)
      } < 1e-8)
    #expect(
      gradientError(at: s) { source in
        integrate(
          ChannelMixing(base: DampedDiffusion(alpha: r, source: source, over: a), mixing: w), from: x,
          over: 0...3, with: series)
      } < 1e-8)
    #expect(
      gradientError(at: x) { start in
        integrate(
          ChannelMixing(base: DampedDiffusion(alpha: r, source: s, over: a), mixing: w), from: start,
          over: 0...3, with: series)
      } < 1e-8)
  }

  @Test("Equal eigenvalues of the mixing have a gradient, too")
  func identityMixing() {
    let (a, r, s, x, series) = (symmetric, rate, source, start, series)
    #expect(
      gradientError(at: identityMatrix(3)) { half in
        integrate(
          ChannelMixing(
            base: SourcedDiffusion(rate: r, source: s, over: a),
            mixing: (half + half.transposed()).scaled(by: 0.5)),
          from: x, over: 0...3, with: series)
      } < 1e-8)
  }

  @Test("No rate, one rate and rates of zero for some nodes")
  func zeroRates() {
    for elements in [[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0.4, 0, 0, 0], [0.2, 0, 0.3, 0.4, 0, 0.1, 0.5]] {
      let rate = Tensor(shape: [7], elements: elements, scalarType: .float64)
      let field = SourcedDiffusion(rate: rate, source: source, over: symmetric)
      let stepped = integrate(field, from: start, over: 0...4, with: steps)
      #expect(largestDifference(integrate(field, from: start, over: 0...4, with: series), stepped) < 1e-9)
      let (s, a, x, series) = (source, symmetric, start, series)
      #expect(
        gradientError(at: rate + 1e-4) {
          integrate(SourcedDiffusion(rate: $0, source: s, over: a), from: x, over: 0...4, with: series)
        } < 1e-7)
    }
  }

  @Test("What is not a number ends the solve with an outcome", arguments: [0, 1, 2])
  func notANumber(_ place: Int) {
    func poisoned(_ tensor: Tensor, _ isHit: Bool) -> Tensor {
      var elements = tensor.elements
      if isHit { elements[2] = .nan }
      return Tensor(shape: tensor.shape, elements: elements, scalarType: .float64)
    }
    let field = SourcedDiffusion(
      rate: poisoned(rate, place == 0), source: poisoned(source, place == 1), over: symmetric)
    let solution = solve(
      field, from: poisoned(start, place == 2), over: 0...4, with: series)
    #expect(solution.outcome == .nonFinite)
    let end = solution.endOrNotANumber.elements
    #expect(end.allSatisfy { $0.isNaN })
  }
}
