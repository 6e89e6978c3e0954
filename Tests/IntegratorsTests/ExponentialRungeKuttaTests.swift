import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Exponential Runge–Kutta methods")
struct ExponentialRungeKuttaTests {
  static func methods(
    _ functions: ExponentialMethod.Functions = .automatic
  ) -> [ExponentialRungeKutta] {
    [
      .coxMatthews2(functions: functions, tolerance: 1e-13),
      .coxMatthews4(functions: functions, tolerance: 1e-13),
    ]
  }

  static let spectra: [@Sendable (ClosedRange<Double>) -> OperatorSpectrum] = [
    { .real($0) }, { _ in .symmetric }, { _ in .general },
  ]

  @Test(
    "The error falls at the stated order, with steps hundreds of times too long for an explicit method",
    arguments: methods(), spectra.indices)
  func order(_ method: ExponentialRungeKutta, _ spectrum: Int) {
    // Eigenvalues down to −10⁴ where that is quick.
    let field = ReactingChain.stiff(spectrum == 0 ? 157 : 24, spectrum: Self.spectra[spectrum])
    func error(_ steps: Int) -> Double {
      let end = integrate(
        field, from: field.solution(at: 0), over: 0...2,
        with: Solver(.exponentialRungeKutta(method), .steps(steps)))
      return largestDifference(end, field.solution(at: 2))
    }
    let observed = log2(error(12) / error(24))
    #expect(abs(observed - Double(method.order)) < 0.25, "\(method.name): observed order \(observed)")
  }

  @Test("Inside steps the order is 2, or 3 for the method of order 4", arguments: methods())
  func insideOrder(_ method: ExponentialRungeKutta) {
    let field = ReactingChain.stiff(60) { .real($0) }
    func error(_ steps: Int) -> Double {
      let times = (0..<steps).map { 2 * (Double($0) + 0.4) / Double(steps) }
      let solution = solve(
        field, from: field.solution(at: 0), over: 0...2, saving: .times(times),
        with: Solver(.exponentialRungeKutta(method), .steps(steps)))
      return zip(solution.times, solution.states).map { largestDifference($1, field.solution(at: $0)) }
        .max() ?? .infinity
    }
    let observed = log2(error(12) / error(24))
    #expect(observed > Double(min(method.order, 3)) - 0.25, "\(method.name): observed order \(observed)")
  }

  @Test("One step is that of the paper's formulas")
  func formulas() {
    // A number, L = −2 and soft(u) = u (1 − u²), where nothing cancels.
    let (rate, step, start) = (-2.0, 0.7, 0.6)
    func soft(_ u: Double) -> Double { u * (1 - u * u) }
    let (whole, half) = (exp(rate * step), exp(rate * step / 2))
    let a = start * half + (half - 1) / rate * soft(start)
    let b = start * half + (half - 1) / rate * soft(a)
    let c = a * half + (half - 1) / rate * (2 * soft(b) - soft(start))
    let z = rate * step
    let sum =
      (-4 - z + whole * (4 - 3 * z + z * z)) * soft(start)
      + 2 * (2 + z + whole * (-2 + z)) * (soft(a) + soft(b))
      + (-4 - 3 * z - z * z + whole * (4 - z)) * soft(c)
    let fourth = start * whole + sum / (step * step * rate * rate * rate)
    let full = start * whole + (whole - 1) / rate * soft(start)
    let second = full + (soft(full) - soft(start)) * (whole - 1 - z) / (step * rate * rate)
    let number = Tensor(shape: [1, 1], elements: [rate], scalarType: .float64)
    let zero = Tensor.zeros([1, 1], scalarType: .float64)
    let field = ReactingChain(number, source: zero, rate: .ones([1, 1], scalarType: .float64), profile: zero)
    for (method, expected) in zip(Self.methods(), [second, fourth]) {
      let end = integrate(
        field, from: Tensor(shape: [1, 1], elements: [start], scalarType: .float64), over: 0...step,
        with: Solver(.exponentialRungeKutta(method), .steps(1)))
      #expect(abs(end.elements[0] - expected) < 1e-12)
    }
  }

  @Test("Without a soft part one step is the solution", arguments: methods())
  func linear(_ method: ExponentialRungeKutta) {
    let matrix = DenseMatrices.directedWalk(20)
    let (source, start) = (samples([20, 1]), samples([20, 1], seed: 1))
    let zero = Tensor.zeros([20, 1], scalarType: .float64)
    let field = ReactingChain(matrix, source: source, rate: zero, profile: zero)
    let solution = solve(
      field, from: start, over: 0...3, saving: .times([0.7, 2]),
      with: Solver(.exponentialRungeKutta(method), .steps(1)))
    let affine = DenseAffineField(matrix, source: source)
    #expect(largestDifference(solution.end, affine.solution(from: start, after: 3)) < 1e-10)
    #expect(largestDifference(solution.states[0], affine.solution(from: start, after: 0.7)) < 1e-10)
    #expect(largestDifference(solution.states[1], affine.solution(from: start, after: 2)) < 1e-10)
  }

  @Test("Adaptive steps meet the tolerance, and do not shrink with the stiffness", arguments: [1e-2, 1e-3])
  func adaptive(_ tolerance: Double) {
    var steps: [Int] = []
    for size in [20, 157] {
      let field = ReactingChain.stiff(size) { .real($0) }
      let solution = solve(
        field, from: field.solution(at: 0), over: 0...2,
        with: Solver(
          .coxMatthews2, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance)))
      #expect(solution.outcome == .reachedEnd)
      #expect(largestDifference(solution.end, field.solution(at: 2)) < 10 * tolerance)
      steps.append(solution.statistics.steps)
    }
    #expect(steps[1] < 2 * steps[0] && steps[1] < 1000)
  }

  @Test("Statistics count products and soft velocities", arguments: methods(.krylov))
  func statistics(_ method: ExponentialRungeKutta) {
    let counter = ProductCounter()
    let matrix = DenseMatrices.directedWalk(20)
    let start = samples([20, 1], seed: 1)
    let field = ReactingChain(
      matrix, source: .zeros([20, 1], scalarType: .float64), rate: Tensor(1, scalarType: .float64),
      profile: start, counter: counter)
    let solution = solve(
      field, from: start, over: 0...3, with: Solver(.exponentialRungeKutta(method), .steps(2)))
    let softCount = method.order == 2 ? 4 : 8
    #expect(solution.statistics.evaluations == counter.forwardCount + softCount)
    #expect(solution.statistics.degree > 1)
  }

  @Test("Other methods take the field as it is, with the gradient of its stiff part")
  func stiffPart() {
    let matrix = DenseMatrices.random(5)
    let (source, start) = (samples([5, 2]), samples([5, 2], seed: 1))
    let (rate, profile) = (samples([5, 2], seed: 2), samples([5, 2], seed: 3))
    let exact = integrate(
      ReactingChain(matrix, source: source, rate: rate, profile: profile), from: start, over: 0...1,
      with: Solver(.dormandPrince8, .steps(40)))
    for method in [Method.kennedyCarpenter4, .kvaerno5, .coxMatthews4] {
      let end = integrate(
        ReactingChain(matrix, source: source, rate: rate, profile: profile), from: start, over: 0...1,
        with: Solver(method, .steps(40)))
      #expect(largestDifference(end, exact) < 1e-5, "\(method)")
    }
    let solver = Solver(.kennedyCarpenter3, .steps(3))
    let matrixError = gradientError(at: matrix) {
      integrate(
        ReactingChain($0, source: source, rate: rate, profile: profile), from: start, over: 0...1,
        with: solver)
    }
    let sourceError = gradientError(at: source) {
      integrate(
        ReactingChain(matrix, source: $0, rate: rate, profile: profile), from: start, over: 0...1,
        with: solver)
    }
    #expect(max(matrixError, sourceError) < 1e-8)
  }

  @Test("Methods have names")
  func names() {
    for method in Method.exponentials { #expect(Method.named(method.name) == method) }
    #expect(Method.named("cox-matthews-4") == .coxMatthews4 && Method.coxMatthews4.order == 4)
    #expect(Method.coxMatthews2.errorOrder == 1 && Method.coxMatthews4.errorOrder == nil)
  }

  @Test("Other fields, and adaptive steps without an estimate, are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = integrate(
        DenseAffineField(.ones([1, 1]), source: .ones([1, 1])), from: Tensor.ones([1, 1]), over: 0...1,
        with: Solver(.coxMatthews4, .steps(1)))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.coxMatthews4, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.coxMatthews2, .steps(1), gradient: .backsolve())
    }
  }
}
