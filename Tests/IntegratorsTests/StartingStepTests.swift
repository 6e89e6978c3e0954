import Integrators
import Tensors
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The first step")
struct StartingStepTests {
  private let start = Tensor(shape: [3], elements: [1, -1, 1], scalarType: .float64)

  private func step(_ method: Method, rate: Double, length: Double = 100, _ absolute: Double = 1) -> Double {
    method.startingStep(
      along: Decay(rate: Tensor(rate, scalarType: .float64)), from: start,
      over: TimeSpan(from: 2, to: 2 + length), relativeTolerance: 0,
      absoluteTolerance: absolute)
  }

  @Test(
    "On a decay at the rate λ it is (0.01 / max(λ, λ²))^(1/(p+1)), at most 1/λ",
    arguments: [0.1, 0.5, 1, 4, 30])
  func formula(rate: Double) {
    // State, velocity and the velocity's change have the sizes 1, λ and λ².
    for method in [Method.euler, .midpoint, .rk4, .dormandPrince5] {
      let expected = min(pow(0.01 / max(rate, rate * rate), 1 / (Double(method.order) + 1)), 1 / rate)
      #expect(abs(step(method, rate: rate) / expected - 1) < 1e-9, "\(method)")
    }
  }

  @Test("Tighter tolerances make it smaller, and the span ends it")
  func limits() {
    // Sizes are counted in tolerances.
    #expect(abs(step(.euler, rate: 1, 0.01) / step(.euler, rate: 1) - 0.1) < 1e-9)
    #expect(step(.rk4, rate: 1, length: 0.125) == 0.125)
    #expect(step(.rk4, rate: 1, length: -0.125) == 0.125)
  }

  @Test("It is that of adaptive steps, but for the order of their error")
  func adaptiveSteps() {
    let field = Decay(rate: Tensor(2, scalarType: .float64))
    let control = StepControl.adaptive(relativeTolerance: 0, absoluteTolerance: 1e-4)
    let solution = solve(
      field, from: start, over: 0...1, saving: .everyStep, with: Solver(.heun, control))
    // The estimate of Heun's method falls as that of a method of order 1.
    let expected = Method.euler.startingStep(
      along: field, from: start, over: TimeSpan(from: 0, to: 1), relativeTolerance: 0,
      absoluteTolerance: 1e-4)
    #expect(solution.times[1] - solution.times[0] == expected)
  }
}
