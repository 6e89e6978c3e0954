import Graphs
import Layers
import Tensors
import Testing

// snippet: model
struct Perceptron: Parameterized {
  var hidden: Linear
  var output: Linear

  @differentiable(reverse)
  func callAsFunction(_ input: Tensor) -> Tensor { output(tanh(hidden(input))) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("output", &output, gradient.output)
  }
}
// snippet: end

@Suite("The documentation of Layers")
struct DocumentationTests {
  @Test("The model of the overview has named parameters and a gradient")
  func model() {
    var generator = RandomGenerator(seed: 0)
    let model = Perceptron(
      hidden: Linear(2, to: 3, using: &generator), output: Linear(3, to: 1, using: &generator))
    #expect(
      model.namedParameters.map(\.name)
        == ["hidden.weight", "hidden.bias", "output.weight", "output.bias"])
    let slope = gradient(at: model) { $0(.ones([4, 2])).sum().scalar }
    #expect(slope.output.bias == Tensor(shape: [1], elements: [4.0]))
  }

  @Test("The mask of the overview drops elements of a state")
  func dropout() {
    var generator = RandomGenerator(seed: 0)
    let (nodeCount, channels) = (5, 4)
    let state = Tensor.ones([nodeCount, channels])
    // snippet: dropout
    let mask = Dropout(rate: 0.5).mask([nodeCount, channels], using: &generator)
    let kept = mask(state)
    // snippet: end
    #expect(Set(kept.elements) == [0, 2])
  }

  @Test("The cell of the overview reads steps from a state of zeros")
  func cell() throws {
    var generator = RandomGenerator(seed: 0)
    let graph = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    let steps = [Tensor](repeating: .ones([3, 2, 4]), count: 2)
    // snippet: cell
    let supports = DiffusionSupports(of: graph, stepCount: 2)
    let cell = GraphGRUCell(4, to: 64, hopCount: supports.hopCount, using: &generator)
    var state = Tensor.zero
    for step in steps { state = cell(step, state, along: supports) }  // [nodes, batch, 64]
    // snippet: end
    #expect(state.shape == [3, 2, 64])
    let start = Tensor.zeros([3, 2, 64])
    let other = steps.reduce(start) { cell($1, $0, along: supports) }
    // Sums without the terms of a zero state, in single precision.
    #expect(zip(state.elements, other.elements).allSatisfy { Swift.abs($0 - $1) < 1e-6 })
  }
}
