import Graphs
import Integrators
import Layers
import Tensors
import Testing
import VectorFields
import _TestSupport

private let tolerance = 1e-8

/// Walks over a graph of five nodes, an isolated one among them: by row they are not symmetric, so a
/// missing transpose shows.
func walks() throws -> GraphOperator {
  try Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (2, 3)]).operator(
    normalised: .randomWalk(by: .row, selfLoopWeight: 0.5), scalarType: .float64)
}

/// Returns a field of two layers under a control of two channels, with a clock of three.
private func makeField(over adjacency: GraphOperator) -> GraphConvolutionField {
  var generator = RandomGenerator(seed: 3)
  return GraphConvolutionField(
    3, hidden: [4], controls: 2, over: adjacency, clock: Clock([.time, .phase(period: 3)]),
    activation: .softplus, outputActivation: .tanh, using: &generator)
}

/// Returns the field with other parameters.
@differentiable(reverse)
private func replacing(
  _ field: GraphConvolutionField, layers: [Linear], control: Tensor, clock: Tensor
) -> GraphConvolutionField {
  GraphConvolutionField(
    layers: layers, controlWeight: control, clockWeight: clock, over: field.adjacency,
    clock: field.clock, activation: field.activation, outputActivation: field.outputActivation)
}

@Suite("The graph convolution field")
struct GraphConvolutionFieldTests {
  let adjacency: GraphOperator
  private let field: GraphConvolutionField
  let state = samples([5, 2, 3])
  let control = samples([5, 2, 2], seed: 1)
  let times = Tensor(shape: [1, 2, 1], elements: [0.4, 1.7], scalarType: .float64)

  init() throws {
    adjacency = try walks()
    field = makeField(over: adjacency)
  }

  @Test("It is the formula of its layers over state, control and clock side by side")
  func formula() {
    // The walks' rows sum to 1, so that what all nodes share is as before behind a convolution.
    let shown = field.clock(times)
    #expect(shown.shape == [1, 2, 3])
    let side = concatenated(
      [state, control, shown.gatheringRows([0, 0, 0, 0, 0])], alongAxis: 2)
    let weight = concatenated(
      [field.layers[0].weight, field.controlWeight, field.clockWeight], alongAxis: 0)
    let hidden = softplus(adjacency(matmul(side, weight)) + field.layers[0].bias)
    let truth = tanh(adjacency(matmul(hidden, field.layers[1].weight)) + field.layers[1].bias)
    let found = field.controlled(by: control)(state, atTimes: times)
    #expect(largestDifference(found, truth) < 1e-14)
  }

  @Test("One layer without an activation is a linear field, solved by the matrix exponential")
  func closedForm() {
    // vec(dH/dt) = (Â ⊗ Wᵀ) vec(H), with rows H of 5 nodes and 2 channels.
    let weight = samples([2, 2], seed: 4)
    let field = GraphConvolutionField(layers: [Linear(weight: weight)], over: adjacency)
    let start = samples([5, 2], seed: 5)
    let dense = adjacency(identityMatrix(5))
    var elements = [Double](repeating: 0, count: 100)
    for (row, column) in (0..<100).map({ ($0 / 10, $0 % 10) }) {
      elements[row * 10 + column] =
        dense.elements[row / 2 * 5 + column / 2] * weight.elements[column % 2 * 2 + row % 2]
    }
    let generator = Tensor(shape: [10, 10], elements: elements, scalarType: .float64)
    let truth = matmul(matrixExponential(generator.scaled(by: 1.5)), start.reshaped(to: [10, 1]))
    let solver = Solver(
      .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12))
    let end = integrate(field, from: start, over: 0...1.5, with: solver)
    #expect(largestDifference(end, truth.reshaped(to: [5, 2])) < 1e-10)
  }

  @Test("A time that samples share is the same as one each, and a Double")
  func sharedTimes() {
    let field = field.controlled(by: control)
    let same = Tensor(repeating: 0.7, shape: [1, 2, 1], scalarType: .float64)
    #expect(largestDifference(field(state, at: 0.7), field(state, atTimes: same)) < 1e-15)
    let other = field(state, at: 0.8)
    #expect(largestDifference(field(state, at: 0.7), other) > 1e-4)
  }

  @Test("Its derivatives are difference quotients: in state, times, control and every parameter")
  func derivatives() {
    let (f, x, t, c) = (field, state, times, control)
    let (first, second) = (f.layers[0], f.layers[1])
    let (v, u) = (f.controlWeight, f.clockWeight)
    #expect(gradientError(at: x) { f.controlled(by: c)($0, atTimes: t) } < tolerance)
    #expect(gradientError(at: t) { f.controlled(by: c)(x, atTimes: $0) } < tolerance)
    #expect(gradientError(at: c) { f.controlled(by: $0)(x, atTimes: t) } < tolerance)
    #expect(
      gradientError(at: first.weight) {
        let layers = [Linear(weight: $0, bias: first.bias), second]
        return replacing(f, layers: layers, control: v, clock: u).controlled(by: c)(x, atTimes: t)
      } < tolerance)
    #expect(
      gradientError(at: second.bias) {
        let layers = [first, Linear(weight: second.weight, bias: $0)]
        return replacing(f, layers: layers, control: v, clock: u).controlled(by: c)(x, atTimes: t)
      } < tolerance)
    #expect(
      gradientError(at: v) {
        replacing(f, layers: [first, second], control: $0, clock: u).controlled(by: c)(x, atTimes: t)
      } < tolerance)
    #expect(
      gradientError(at: u) {
        replacing(f, layers: [first, second], control: v, clock: $0).controlled(by: c)(x, atTimes: t)
      } < tolerance)
  }

  @Test("Under its own initial state as control, gradients reach it twice")
  func controlByTheStart() {
    var generator = RandomGenerator(seed: 4)
    let field = GraphConvolutionField(3, hidden: [4], controls: 3, over: adjacency, using: &generator)
    let solver = Solver(.rk4, .steps(3))
    let error = gradientError(at: state) {
      integrate(field.controlled(by: $0), from: $0, over: 0...1, with: solver)
    }
    #expect(error < tolerance)
  }

  @Test("A solve has one mask, so that an adaptive solver finds the solution that small steps do")
  func masks() {
    var generator = RandomGenerator(seed: 5)
    let masks = field.masks(by: Dropout(rate: 0.5), for: state.shape, using: &generator)
    let masked = field.controlled(by: control).dropping(masks)
    #expect(masks.count == 2 && largestDifference(masked(state, at: 0), field(state, at: 0)) > 1e-3)
    let adaptive = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9))
    let end = integrate(masked, from: state, over: 0...2, with: adaptive)
    let reference = integrate(masked, from: state, over: 0...2, with: Solver(.rk4, .steps(400)))
    #expect(largestDifference(end, reference) < 1e-7)
    #expect(
      gradientError(at: state) {
        integrate(masked, from: $0, over: 0...1, with: Solver(.heun, .steps(2)))
      } < tolerance)
  }

  @Test("Nodes in another order give the velocities in that order")
  func permutation() throws {
    let order = [3, 0, 4, 1, 2]
    let place = (0..<5).map { order.firstIndex(of: $0) ?? 0 }
    let edges = [(0, 1), (1, 2), (2, 0), (2, 3)].map { (place[$0.0], place[$0.1]) }
    let permuted = try Graph(nodeCount: 5, edges: edges).operator(
      normalised: .randomWalk(by: .row, selfLoopWeight: 0.5), scalarType: .float64)
    let field = makeField(over: permuted)
    let found = field.controlled(by: control.gatheringRows(order))(state.gatheringRows(order), atTimes: times)
    let truth = self.field.controlled(by: control)(state, atTimes: times).gatheringRows(order)
    #expect(largestDifference(found, truth) < 1e-14)
  }

  @Test("A sample of a batch has the velocity that it has alone")
  func batch() {
    let whole = field.controlled(by: control)(state, atTimes: times)
    for index in 0..<2 {
      let range = index..<(index + 1)
      let alone = field.controlled(by: control.sliced(alongAxis: 1, range))(
        state.sliced(alongAxis: 1, range), atTimes: times.sliced(alongAxis: 1, range))
      #expect(largestDifference(alone, whole.sliced(alongAxis: 1, range)) < 1e-15)
    }
  }

  @Test("All its parameters are visited, and what belongs to a solve is not")
  func parameters() {
    let names = ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]
    #expect(
      field.controlled(by: control).namedParameters.map(\.name)
        == names + ["controlWeight", "clockWeight"])
    var generator = RandomGenerator(seed: 4)
    let plain = GraphConvolutionField(3, hidden: [4], over: adjacency, using: &generator)
    #expect(plain.namedParameters.map(\.name) == names)
    #expect(plain(state, at: 3) == plain(state, at: 0))
  }

  @Test("What does not fit is refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      var generator = RandomGenerator(seed: 4)
      let field = GraphConvolutionField(3, hidden: [], over: try walks(), using: &generator)
      _ = field.controlled(by: samples([5, 2, 2]))
    }
    await #expect(processExitsWith: .failure) {
      let field = makeField(over: try walks())
      _ = field.dropping([DropoutMask.keepingAll])
    }
    await #expect(processExitsWith: .failure) {
      _ = GraphConvolutionField(layers: [], over: try walks())
    }
  }
}
