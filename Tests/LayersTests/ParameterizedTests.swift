import Layers
import Tensors
import Testing

private struct Stack: Parameterized {
  var layers: [Linear]
  var last: Linear

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("layers", &layers, gradient.layers)
    visitor.visit("last", &last, gradient.last)
  }
}

@Suite("Named parameters")
struct ParameterizedTests {
  private func stack() -> Stack {
    var generator = RandomGenerator(seed: 1)
    return Stack(
      layers: [
        Linear(2, to: 3, using: &generator), Linear(3, to: 3, using: &generator),
      ], last: Linear(3, to: 1, using: &generator))
  }

  @Test("Names join with full stops, arrays count from 0")
  func names() {
    #expect(
      stack().namedParameters.map(\.name) == [
        "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "last.weight",
        "last.bias",
      ])
    #expect(stack().parameterCount == 6 + 3 + 9 + 3 + 3 + 1)
  }

  @Test("Reading shares the parameters' storage")
  func reading() {
    let model = stack()
    #expect(model.namedParameters[4].value.sharesStorage(with: model.last.weight))
  }

  @Test("An update reaches every parameter with its own gradient; missing ones are zeros")
  func update() {
    var model = stack()
    let before = model
    let gradient = Stack.TangentVector(
      layers: .init([]), last: .init(weight: .ones([3, 1]), bias: .zero))
    model.visitParameters(
      along: gradient, with: ParameterVisitor { _, parameter, gradient in parameter += gradient })
    #expect(model.layers[1].weight == before.layers[1].weight && model.last.bias == before.last.bias)
    #expect(model.last.weight == before.last.weight + 1)
  }
}
