import ContinuousDepth
import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Filling at the rate of an input: `dy/dt = u(t)`.
private struct Filling: VectorField {
  var input: TimedInput
  @noDerivative let jumpTimes: [Double]

  @differentiable(reverse)
  init(_ input: TimedInput, jumpingAt times: [Double]) {
    self.input = input
    jumpTimes = times
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state.scaled(by: 0) + input(at: time) }
}

@Suite("Inputs at given times")
struct TimedInputTests {
  let times = [0.3, 1.1, 0.8]
  let amounts = samples([2, 3])
  var input: TimedInput { TimedInput(amounts, at: times) }

  @Test("A level changes at each time and is constant in between")
  func levels() {
    func column(_ places: [Int]) -> Tensor {
      places.reduce(Tensor.zeros([2, 1], scalarType: .float64)) {
        $0 + amounts.sliced(alongAxis: 1, $1..<$1 + 1)
      }
    }
    for (time, places) in [
      (0.2, []), (0.3, [0]), (0.79, [0]), (0.8, [0, 2]), (1.0, [0, 2]), (5, [0, 1, 2]),
    ] {
      #expect(largestDifference(input(at: time), column(places)) < 1e-15)
    }
  }

  @Test("What has come is lost at its rate")
  func decay() {
    let a = amounts.elements
    let found = input(at: 1.0, decayingAt: Tensor(2, scalarType: .float64)).elements
    for row in 0..<2 {
      #expect(abs(found[row] - (a[3 * row] * exp(-1.4) + a[3 * row + 2] * exp(-0.4))) < 1e-15)
    }
  }

  @Test("A solve that meets the jumps is exact, and one that does not is not")
  func jumps() {
    let start = samples([2, 1], seed: 4)
    let solver = Solver(.rk4, .steps(4))
    let met = integrate(Filling(input, jumpingAt: times), from: start, over: 0...2, with: solver)
    let missed = integrate(Filling(input, jumpingAt: []), from: start, over: 0...2, with: solver)
    let filled = matmul(amounts, Tensor(shape: [3, 1], elements: times.map { 2 - $0 }, scalarType: .float64))
    #expect(largestDifference(met, start + filled) < 1e-13)
    #expect(largestDifference(missed, start + filled) > 1e-2)
  }

  @Test("In time it falls as fast as it is lost, and a level does not")
  func timeDerivative() {
    let (input, rate) = (input, Tensor(2, scalarType: .float64))
    let slope = gradient(at: 1.0) { input(at: $0, decayingAt: rate).sum().scalar }
    #expect(abs(slope + 2 * input(at: 1, decayingAt: rate).sum().scalar) < 1e-14)
    #expect(gradient(at: 1.0) { input(at: $0).sum().scalar } == 0)
    let late = TimedInput(amounts, at: [0.3, 2000, 0.8])
    #expect(late(at: 1, decayingAt: rate).allFinite)
  }

  @Test("Its derivatives are difference quotients: in amounts and rate")
  func derivatives() {
    let (times, amounts) = (times, amounts)
    let rate = Tensor(0.7, scalarType: .float64)
    #expect(gradientError(at: amounts) { TimedInput($0, at: times)(at: 1) } < 1e-8)
    #expect(gradientError(at: amounts) { TimedInput($0, at: times)(at: 1, decayingAt: rate) } < 1e-8)
    #expect(gradientError(at: rate) { TimedInput(amounts, at: times)(at: 1, decayingAt: $0) } < 1e-8)
    #expect(
      gradientError(at: amounts) {
        integrate(
          Filling(TimedInput($0, at: times), jumpingAt: times), from: samples([2, 1]), over: 0...2,
          with: Solver(.rk4, .steps(4)))
      } < 1e-8)
  }

  @Test("Without times, and for nodes and samples alike, there is an input")
  func shapes() async {
    let none = TimedInput(.zeros([2, 0], scalarType: .float64), at: [])
    #expect(none(at: 3) == .zeros([2, 1], scalarType: .float64))
    let nodes = TimedInput(samples([5, 2, 3]), at: times)
    #expect(nodes(at: 2).shape == [5, 2, 1])
    await #expect(processExitsWith: .failure) { _ = TimedInput(samples([2, 3]), at: [1]) }
  }
}
