import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Adams methods")
struct AdamsMethodTests {
  let start = samples([3], from: 0.5, to: 1.5)
  let field = SeasonalLogistic(rate: samples([3], from: 1, to: 2, seed: 1))

  @Test("The weights are the published fractions, correctly rounded")
  func weights() {
    let bashforth: [(denominator: Double, numerators: [Double])] = [
      (2, [3, -1]), (12, [23, -16, 5]), (24, [55, -59, 37, -9]),
      (720, [1901, -2774, 2616, -1274, 251]), (1440, [4277, -7923, 9982, -7298, 2877, -475]),
    ]
    for (index, (denominator, numerators)) in bashforth.enumerated() {
      let method = AdamsMethod.bashforth(order: index + 2)
      #expect(method.predictorWeights == numerators.map { $0 / denominator })
      #expect(method.correctorWeights.isEmpty)
      // The predictor of an implicit method is the explicit one of the order below.
      #expect(AdamsMethod.moulton(order: index + 3).predictorWeights == method.predictorWeights)
    }
    let moulton: [(denominator: Double, numerators: [Double])] = [
      (2, [1, 1]), (12, [5, 8, -1]), (24, [9, 19, -5, 1]), (720, [251, 646, -264, 106, -19]),
      (1440, [475, 1427, -798, 482, -173, 27]),
    ]
    for (index, (denominator, numerators)) in moulton.enumerated() {
      let method = AdamsMethod.moulton(order: index + 2)
      #expect(method.correctorWeights == numerators.map { $0 / denominator })
    }
  }

  @Test("Behind its first steps a method costs one evaluation a step and one a correction")
  func evaluations() {
    func evaluations(_ method: AdamsMethod, _ control: StepControl) -> Int {
      solve(field, from: start, over: 0...1, with: Solver(.adams(method), control))
        .statistics.evaluations
    }
    // Three steps of RK4, then 17 of one evaluation.
    #expect(evaluations(.bashforth(order: 4), .steps(20)) == 3 * 4 + 17)
    #expect(evaluations(.moulton(order: 4), .steps(20)) == 2 * 4 + 18 * 2)
    #expect(evaluations(.moulton(order: 4, corrections: 3), .steps(20)) == 2 * 4 + 18 * 4)
    // Three steps to gather velocities; the last one is shorter and is the starter's, too.
    #expect(evaluations(.bashforth(order: 4), .stepSize(0.06)) == 3 * 4 + 13 + 4)
    // Steps on both sides of a stop off the grid have sizes of their own, and what is behind starts
    // anew.
    #expect(evaluations(.bashforth(order: 2), .steps(20).landing(on: [0.52])) == 2 + 9 + 2 + 2 + 2 + 8)
    // A stop on the grid changes nothing.
    #expect(evaluations(.bashforth(order: 2), .steps(20).landing(on: [0.5])) == 2 + 19)
    #expect(evaluations(.bashforth(order: 2), .steps(20).restarting(at: [0.5])) == 2 * (2 + 9))
  }

  @Test(
    "A velocity that is a polynomial in time of a degree below the order is integrated exactly",
    arguments: AdamsOrderTests.methods + [.bashforth(order: 8), .moulton(order: 8)])
  func polynomials(_ method: AdamsMethod) {
    let power = method.order - 1
    let controls: [StepControl] = [
      .steps(12), .stepSize(0.17), .steps(12).landing(on: [0.7, 1.3]),
      .stepSize(0.1).restarting(at: [0.777]),
    ]
    for control in controls {
      for span in [TimeSpan(from: 0, to: 2), TimeSpan(from: 2, to: 0)] {
        // Near the end, where the first control has left the starter's steps behind.
        let times = control == controls[0] ? [0.6 * span.end + 0.4, 0.95 * span.end + 0.05] : []
        let solution = solve(
          PowerOfTime(power: power), from: .zeros([], scalarType: .float64), over: span,
          saving: .times(times), with: Solver(.adams(method), control))
        for (state, time) in zip(solution.states + [solution.end], times + [span.end]) {
          let exact = pow(time, Double(power + 1)) - pow(span.start, Double(power + 1))
          // Weights of either sign up to 8 and decimals of the starter's cost some digits.
          #expect(abs(state.scalar * Double(power + 1) - exact) < 1e-12 * pow(2, Double(power)))
        }
      }
    }
  }

  @Test("A field that blows up ends the solve with what was reached")
  func blowUp() {
    let start = Tensor(shape: [1], elements: [1], scalarType: .float64)
    for method in AdamsMethod.all {
      let solution = solve(BlowUp(), from: start, over: 0...40, with: Solver(.adams(method), .steps(200)))
      #expect(solution.outcome == .nonFinite && solution.end.allFinite)
    }
  }

  @Test("Adaptive steps, and orders and corrections out of range, are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = Solver(.adamsBashforth4, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3))
    }
    await #expect(processExitsWith: .failure) { _ = AdamsMethod.bashforth(order: 1) }
    await #expect(processExitsWith: .failure) { _ = AdamsMethod.moulton(order: 9) }
    await #expect(processExitsWith: .failure) { _ = AdamsMethod.moulton(order: 3, corrections: 0) }
  }

  @Test("Names lead to methods, and say what is unusual")
  func names() {
    #expect(Method.named("adams-bashforth-3") == .adamsBashforth3)
    #expect(Method.named("adams-moulton-5") == .adamsMoulton5)
    #expect(AdamsMethod.moulton(order: 3, corrections: 2).name == "adams-moulton-3-corrected-2")
    #expect(Method.adamsMoulton4.order == 4 && Method.adamsMoulton4.errorOrder == nil)
  }
}

/// `dy/dt = tᵏ`.
struct PowerOfTime: VectorField {
  @noDerivative let power: Int

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    // The state only gives the shape.
    withoutDerivative(at: Tensor(repeating: pow(time, Double(power)), shape: [], scalarType: .float64))
  }
}
