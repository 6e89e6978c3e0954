import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Fields of a higher order")
struct HigherOrderTests {
  let solver = Solver(.dormandPrince8, .steps(40))

  @Test("Order 2 of a spring is the harmonic oscillator")
  func oscillator() {
    let field = HigherOrderField(order: 2, by: Spring(stiffness: Tensor(4, scalarType: .float64)))
    let start = Tensor(shape: [1, 4], elements: [1, -0.5, 0.4, 2], scalarType: .float64)
    let end = integrate(field, from: start, over: 0...1.3, with: solver).elements
    let (cosine, sine) = (cos(2.6), sin(2.6))
    // Positions and velocities of two channels: x cos ωt + v/ω sin ωt, with ω = 2.
    let exact = [
      cosine + 0.2 * sine, -0.5 * cosine + sine, -2 * sine + 0.4 * cosine, sine + 2 * cosine,
    ]
    for (value, expected) in zip(end, exact) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test("Order 2 is the accelerated field with both halves side by side")
  func accelerated() {
    let (position, velocity) = (samples([5, 3], seed: 1), samples([5, 3], seed: 2))
    let base = Perceptron(3)
    let solver = Solver(.rk4, .steps(12))
    let joined = integrate(
      HigherOrderField(order: 2, by: base), from: concatenated([position, velocity], alongAxis: 1),
      over: 0...1, with: solver)
    let pair = integrate(
      AcceleratedField(by: base), from: Pair(position, velocity), over: 0...1, with: solver)
    #expect(largestDifference(joined, concatenated([pair.first, pair.second], alongAxis: 1)) < 1e-14)
  }

  @Test("Order n of a constant is a polynomial of degree n; order 1 is the field itself", arguments: 1...4)
  func polynomials(_ order: Int) {
    let field = HigherOrderField(order: order, by: Constant())
    let start = field.start(from: Tensor(shape: [1, 2], elements: [1, -2], scalarType: .float64))
    #expect(start.shape == [1, 2 * order])
    let end = field.position(of: integrate(field, from: start, over: 0...1.5, with: solver)).elements
    let factorial = Double((1...order).reduce(1, *))
    let growth = 3 * pow(1.5, Double(order)) / factorial
    #expect(abs(end[0] - 1 - growth) < 1e-12 && abs(end[1] + 2 - growth) < 1e-12)
  }

  @Test("Gradients in state and parameters are exact")
  func gradients() {
    let (weight, state) = (samples([3, 3], seed: 4), samples([5, 9], seed: 1))
    let errors = [
      gradientError(at: state) { third(weight, $0) },
      gradientError(at: weight) { third($0, state) },
      gradientError(at: samples([2, 3])) { HigherOrderField(order: 3, by: Constant()).start(from: $0) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("Jumps and parameters are those of the base field")
  func forwarding() {
    let field = HigherOrderField(order: 3, by: Perceptron(2))
    #expect(field.jumpTimes == [0.61])
    #expect(field.namedParameters.map(\.name) == ["base.weight"])
    #expect(!HigherOrderField<Perceptron>.isSplit)
  }
}

/// A highest derivative of 3.
private struct Constant: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state.scaled(by: 0) + 3 }
}

@differentiable(reverse)
private func third(_ weight: Tensor, _ state: Tensor) -> Tensor {
  let field = HigherOrderField(order: 3, by: Perceptron(weight: weight))
  return integrate(field, from: state, over: 0...1, with: Solver(.rk4, .steps(5)))
}
