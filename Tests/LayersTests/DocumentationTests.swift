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
}
