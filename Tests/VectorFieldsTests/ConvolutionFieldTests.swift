import Graphs
import Integrators
import Layers
import Tensors
import Testing
import VectorFields
import _TestSupport

@Suite("Fields of bounded convolutions")
struct ConvolutionFieldTests {
  private func supports() throws -> DiffusionSupports {
    let graph = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 0)], direction: .directed)
    return DiffusionSupports(of: graph, stepCount: 1, scalarType: .float64)
  }

  private func field() throws -> ConvolutionField {
    let supports = try supports()
    return ConvolutionField(
      DiffusionConvolution(
        weight: samples([supports.hopCount, 3, 3]), bias: samples([3], seed: 1)),
      pace: samples([3], from: -2, to: 1, seed: 2), along: supports)
  }

  @Test("The velocity follows its formula and never exceeds its rate")
  func velocity() throws {
    let field = try field()
    let state = samples([4, 2, 3], from: -9, to: 9, seed: 3)
    let rate = softplus(field.pace)
    let velocity = field(state, at: 0)
    #expect(
      largestDifference(velocity, rate * tanh(field.convolution(state, along: field.supports))) < 1e-15)
    for (index, element) in velocity.elements.enumerated() {
      #expect(Swift.abs(element) <= rate.elements[index % 3])
    }
  }

  @Test("A solve has its derivatives in state, weights, pace and learned adjacency")
  func derivatives() throws {
    let field = try field()
    let supports = try supports().adding(learnedAdjacency: softmax(samples([4, 4], seed: 5)))
    let learned = DiffusionConvolution(weight: samples([4, 3, 3]), bias: field.convolution.bias)
    let (state, pace, weight, bias) = (
      samples([4, 2, 3], seed: 3), field.pace, field.convolution.weight, field.convolution.bias
    )
    for gradient in [GradientMethod.direct, .checkpointed] {
      let solver = Solver(.rk4, .steps(2), gradient: gradient)
      let walks = field.supports
      #expect(
        gradientError(at: state) { integrate(field, from: $0, over: 0...1, with: solver) } < 1e-8)
      #expect(
        gradientError(at: pace) {
          integrate(
            ConvolutionField(DiffusionConvolution(weight: weight, bias: bias), pace: $0, along: walks),
            from: state, over: 0...1, with: solver)
        } < 1e-8)
      #expect(
        gradientError(at: weight) {
          integrate(
            ConvolutionField(DiffusionConvolution(weight: $0, bias: bias), pace: pace, along: walks),
            from: state, over: 0...1, with: solver)
        } < 1e-8)
      #expect(
        gradientError(at: supports.learnedAdjacency) {
          integrate(
            ConvolutionField(learned, pace: pace, along: walks.adding(learnedAdjacency: $0)),
            from: state, over: 0...1, with: solver)
        } < 1e-8)
    }
  }

  @Test("The field lists its parameters, and not its graph")
  func parameters() throws {
    #expect(
      try field().namedParameters.map(\.name) == ["convolution.weight", "convolution.bias", "pace"])
  }
}
