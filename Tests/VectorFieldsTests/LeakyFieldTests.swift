import Graphs
import Integrators
import Layers
import Tensors
import Testing
import VectorFields
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The leaky field")
struct LeakyFieldTests {
  let state = samples([5, 2, 3])
  let solver = Solver(
    .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12))

  /// A field with weights of 0, which is the hyperbolic tangent of its bias everywhere.
  private func constant(_ bias: Tensor) throws -> GraphConvolutionField {
    let layer = Linear(weight: .zeros([3, 3], scalarType: .float64), bias: bias)
    return GraphConvolutionField(layers: [layer], over: try walks(), outputActivation: .tanh)
  }

  @Test("Under a constant drive states tend to it exponentially, each channel at its own rate")
  func closedForm() throws {
    let bias = samples([3], seed: 1)
    var field = LeakyField(try constant(bias), rate: 0.8, channels: 3, scalarType: .float64)
    #expect(
      largestDifference(
        softplus(field.rateParameter), Tensor(repeating: 0.8, shape: [3], scalarType: .float64)) < 1e-15)
    field.rateParameter = samples([3], from: -1, to: 2, seed: 2)
    let rate = softplus(field.rateParameter)
    // dh/dt = a − r h: h(t) = a/r + (h(0) − a/r) e^{−rt}.
    let rest = tanh(bias) / rate
    let truth = rest + (state - rest) * exp(rate.scaled(by: -1.4))
    #expect(largestDifference(integrate(field, from: state, over: 0...1.4, with: solver), truth) < 1e-10)
  }

  @Test("States stay bounded by the drive over the rate, however long they flow")
  func bounds() throws {
    var generator = RandomGenerator(seed: 6)
    let base = GraphConvolutionField(
      3, hidden: [8], over: try walks(), outputActivation: .tanh, using: &generator)
    let field = LeakyField(base, rate: 0.5, channels: 3, scalarType: .float64)
    let coarse = Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4))
    let end = integrate(field, from: state.scaled(by: 100), over: 0...200, with: coarse)
    #expect(end.elements.allSatisfy { abs($0) <= 2.001 })
  }

  @Test("Its derivatives are difference quotients, and its parameters have names")
  func derivatives() throws {
    let base = try constant(samples([3], seed: 1))
    let rate = samples([3], from: -1, to: 2, seed: 2)
    let (x, times) = (state, samples([1, 2, 1]))
    #expect(gradientError(at: x) { LeakyField(base, rateParameter: rate)($0, at: 0) } < 1e-8)
    #expect(gradientError(at: rate) { LeakyField(base, rateParameter: $0)(x, atTimes: times) } < 1e-8)
    let names = LeakyField(base, rateParameter: rate).namedParameters.map(\.name)
    #expect(names == ["base.layers.0.weight", "base.layers.0.bias", "rateParameter"])
  }
}
