import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Gradients of exponential Runge–Kutta methods")
struct ExponentialRungeKuttaGradientTests {
  static let spectra: [OperatorSpectrum] = [.general, .symmetric, .real(-6...3)]

  let source = samples([5, 2])
  let start = samples([5, 2], seed: 1)
  let rate = samples([5, 2], from: 0.5, to: 1.5, seed: 2)
  let profile = samples([5, 2], seed: 3)

  /// A matrix for a spectrum: symmetric where that is promised.
  private func matrix(_ spectrum: OperatorSpectrum) -> Tensor {
    if spectrum == .general { return DenseMatrices.random(5) }
    return DenseMatrices.path(5, rate: 1.3)
  }

  @Test(
    "In start, source, rate and the operator they are difference quotients, with states saved inside",
    arguments: ExponentialRungeKuttaTests.methods(), spectra)
  func differences(_ method: ExponentialRungeKutta, _ spectrum: OperatorSpectrum) {
    let solver = Solver(.exponentialRungeKutta(method), .steps(2))
    let (matrix, source, start, rate, profile) = (matrix(spectrum), source, start, rate, profile)
    func error(
      at point: Tensor, _ field: @escaping @differentiable(reverse) (Tensor) -> ReactingChain,
      _ begin: @escaping @differentiable(reverse) (Tensor) -> Tensor
    ) -> Double {
      gradientError(at: point) { point in
        summed(
          solve(
            field(point), from: begin(point), over: 0...1, saving: .times([0.3, 0.7, 0.9]), with: solver))
      }
    }
    #expect(
      error(
        at: start,
        { _ in
          ReactingChain(matrix, source: source, rate: rate, profile: profile, spectrum: spectrum)
        }, { $0 }) < 1e-7)
    #expect(
      error(
        at: source,
        { ReactingChain(matrix, source: $0, rate: rate, profile: profile, spectrum: spectrum) },
        { _ in start }) < 1e-7)
    #expect(
      error(
        at: rate,
        { ReactingChain(matrix, source: source, rate: $0, profile: profile, spectrum: spectrum) },
        { _ in start }) < 1e-7)
    // A symmetric operator is moved within the symmetric ones; its spectrum stays inside the interval.
    let share = spectrum == .general ? 1 : 0.5
    #expect(
      error(
        at: matrix,
        {
          ReactingChain(
            $0.scaled(by: share) + $0.transposed().scaled(by: 1 - share), source: source, rate: rate,
            profile: profile, spectrum: spectrum)
        }, { _ in start }) < 1e-7)
  }

  @Test(
    "In the ends of the span they are difference quotients",
    arguments: ExponentialRungeKuttaTests.methods(), spectra)
  func times(_ method: ExponentialRungeKutta, _ spectrum: OperatorSpectrum) {
    let solver = Solver(.exponentialRungeKutta(method), .steps(2))
    let field = ReactingChain(
      matrix(spectrum), source: source, rate: rate, profile: profile, spectrum: spectrum)
    let start = start
    func end(_ first: Double, _ last: Double) -> Tensor {
      summed(
        solve(
          field, from: start, over: TimeSpan(from: first, to: last), saving: .times([0.6, 1]),
          with: solver))
    }
    let (value, pullback) = valueWithPullback(at: 0.3, 1.3) { first, last in
      summed(
        solve(
          field, from: start, over: TimeSpan(from: first, to: last), saving: .times([0.6, 1]),
          with: solver))
    }
    let upstream = weights(like: value)
    let gradient = pullback(upstream)
    let step = 1e-5
    let first = (end(0.3 + step, 1.3) - end(0.3 - step, 1.3)).dotProduct(with: upstream) / (2 * step)
    let last = (end(0.3, 1.3 + step) - end(0.3, 1.3 - step)).dotProduct(with: upstream) / (2 * step)
    #expect(abs(gradient.0 - first) < 1e-7)
    #expect(abs(gradient.1 - last) < 1e-7)
  }

  @Test(
    "Kept pullbacks, replayed steps and recursive replay agree",
    arguments: ExponentialRungeKuttaTests.methods())
  func gradientMethods(_ method: ExponentialRungeKutta) {
    var controls = [StepControl.steps(7)]
    if method.embeddedOrder != nil {
      controls.append(.adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3))
    }
    let field = ReactingChain(matrix(.general), source: source, rate: rate, profile: profile)
    let upstream = weights(like: start)
    for control in controls {
      let gradients = [GradientMethod.checkpointed, .direct, .recursive(budget: 3)].map { gradient in
        let solver = Solver(.exponentialRungeKutta(method), control, gradient: gradient)
        return valueWithPullback(at: field, start) { field, start in
          integrate(field, from: start, over: 0...2, with: solver)
        }.pullback(upstream)
      }
      for other in gradients.dropFirst() {
        let difference = max(
          largestDifference(other.1, gradients[0].1),
          largestDifference(other.0.matrix, gradients[0].0.matrix),
          largestDifference(other.0.rate, gradients[0].0.rate),
          largestDifference(other.0.source, gradients[0].0.source))
        #expect(difference < 1e-9)
      }
    }
  }
}
