import Graphs
import Integrators
import Layers
import Tensors
import Testing
import VectorFields
import _TestSupport

private let tolerance = 1e-8

/// A directed, weighted graph of four nodes, its nodes in a given order, with a learned adjacency.
private func makeSupports(order: [Int] = [0, 1, 2, 3], learned: Tensor = .zero) throws -> DiffusionSupports {
  let place = (0..<4).map { order.firstIndex(of: $0) ?? 0 }
  let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)].map { (place[$0.0], place[$0.1]) }
  let graph = try Graph(
    nodeCount: 4, edges: edges, weights: [1, 0.5, 2, 0.7, 0.1], direction: .directed)
  return DiffusionSupports(of: graph, stepCount: 2, scalarType: .float64).adding(learnedAdjacency: learned)
}

private func makeField(along supports: DiffusionSupports) -> DiffusionField {
  var generator = RandomGenerator(seed: 5)
  var field = DiffusionField(
    3, controls: 2, clock: Clock([.phase(period: 3), .time]), rate: 0.7, along: supports,
    using: &generator)
  field.rateParameter = samples([3], from: -1, to: 1, seed: 6)
  return field
}

/// Returns the field with other parameters.
@differentiable(reverse)
private func replacing(
  _ field: DiffusionField, weight: Tensor, bias: Tensor, rate: Tensor, learned: Tensor
) -> DiffusionField {
  DiffusionField(
    convolution: DiffusionConvolution(weight: weight, bias: bias), rateParameter: rate,
    side: field.side, along: withoutDerivative(at: field.supports).adding(learnedAdjacency: learned))
}

@Suite("The diffusion field")
struct DiffusionFieldTests {
  let learned = softmax(samples([4, 4], from: 0, to: 2, seed: 4))
  let state = samples([4, 2, 3])
  let control = samples([4, 2, 2], seed: 1)
  let times = Tensor(shape: [1, 2, 1], elements: [0.4, 1.7], scalarType: .float64)
  private let field: DiffusionField

  init() throws { field = makeField(along: try makeSupports(learned: learned)).controlled(by: control) }

  @Test("It is the rate times the tanh of a convolution of state, control and clock side by side")
  func formula() {
    let shown = field.side.clock(times).gatheringRows([0, 0, 0, 0])
    let side = concatenated([state, control, shown], alongAxis: 2)
    let truth = softplus(field.rateParameter) * tanh(field.convolution(side, along: field.supports))
    #expect(largestDifference(field(state, atTimes: times), truth) < 1e-14)
    let shared = Tensor(repeating: 0.4, shape: [1, 2, 1], scalarType: .float64)
    #expect(largestDifference(field(state, at: 0.4), field(state, atTimes: shared)) < 1e-15)
  }

  @Test("Without weights it is a constant velocity, below its rate")
  func closedForm() throws {
    let supports = try makeSupports()
    let (bias, rate) = (samples([3], seed: 2), samples([3], seed: 3))
    let convolution = DiffusionConvolution(
      weight: .zeros([supports.hopCount, 3, 3], scalarType: .float64), bias: bias)
    let field = DiffusionField(convolution: convolution, rateParameter: rate, along: supports)
    let end = integrate(field, from: state, over: 0...1.7, with: Solver(.rk4, .steps(3)))
    let velocity = softplus(rate) * tanh(bias)
    #expect(largestDifference(end, state + velocity.scaled(by: 1.7)) < 1e-14)
    let fast = self.field(state.scaled(by: 1000), at: 0).elements
    let limits = softplus(self.field.rateParameter).elements
    for (index, speed) in fast.enumerated() { #expect(abs(speed) <= limits[index % 3] + 1e-15) }
  }

  @Test("Its derivatives are difference quotients: in state, times, control and every parameter")
  func derivatives() {
    let (f, x, t, a) = (field, state, times, learned)
    let (w, b, r) = (f.convolution.weight, f.convolution.bias, f.rateParameter)
    #expect(gradientError(at: x) { f($0, atTimes: t) } < tolerance)
    #expect(gradientError(at: t) { f(x, atTimes: $0) } < tolerance)
    #expect(gradientError(at: control) { f.controlled(by: $0)(x, atTimes: t) } < tolerance)
    #expect(
      gradientError(at: w) {
        replacing(f, weight: $0, bias: b, rate: r, learned: a)(x, atTimes: t)
      } < tolerance)
    #expect(
      gradientError(at: r) {
        replacing(f, weight: w, bias: b, rate: $0, learned: a)(x, atTimes: t)
      } < tolerance)
  }

  @Test("A learned adjacency has its gradient through a solve")
  func learnedAdjacency() {
    let (f, x) = (field, state)
    let (w, b, r) = (f.convolution.weight, f.convolution.bias, f.rateParameter)
    let solver = Solver(.heun, .steps(2), gradient: .recomputed())
    let error = gradientError(at: learned) {
      integrate(
        replacing(f, weight: w, bias: b, rate: r, learned: $0), from: x, over: 0...1, with: solver)
    }
    #expect(error < tolerance)
  }

  @Test("Along other walks it is the field over those")
  func otherWalks() throws {
    let own = try makeSupports(order: [1, 0, 3, 2], learned: learned)
    let moved = field.along(own)
    #expect(moved(state, at: 0.3) == makeField(along: own).controlled(by: control)(state, at: 0.3))
    #expect(largestDifference(moved(state, at: 0.3), field(state, at: 0.3)) > 1e-3)
  }

  @Test("Nodes in another order give the velocities in that order")
  func permutation() throws {
    let order = [2, 0, 3, 1]
    let adjacency = learned.gatheringRows(order).transposed().gatheringRows(order).transposed()
    let permuted = makeField(along: try makeSupports(order: order, learned: adjacency))
      .controlled(by: control.gatheringRows(order))
    let found = permuted(state.gatheringRows(order), atTimes: times)
    #expect(largestDifference(found, field(state, atTimes: times).gatheringRows(order)) < 1e-14)
  }

  @Test("A sample of a batch has the velocity that it has alone")
  func batch() {
    let whole = field(state, atTimes: times)
    for index in 0..<2 {
      let range = index..<(index + 1)
      let alone = field.controlled(by: control.sliced(alongAxis: 1, range))(
        state.sliced(alongAxis: 1, range), atTimes: times.sliced(alongAxis: 1, range))
      #expect(largestDifference(alone, whole.sliced(alongAxis: 1, range)) < 1e-14)
    }
  }

  @Test("Its parameters are visited, and what belongs to a solve is not")
  func parameters() {
    #expect(
      field.namedParameters.map(\.name) == ["convolution.weight", "convolution.bias", "rateParameter"])
    let leaky = LeakyField(field, rate: 0.3, channels: 3, scalarType: .float64)
    #expect(leaky.namedParameters.count == 4)
  }
}
