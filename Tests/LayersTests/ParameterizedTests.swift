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

private struct Bag: Parameterized {
  var tensors: [Tensor]
  var extra: Tensor?
  var head: Linear?

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("tensors", &tensors, gradient.tensors)
    visitor.visit("extra", &extra, gradient.extra)
    visitor.visit("head", &head, gradient.head)
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

  @Test("Arrays of tensors and parts that are there are visited, absent ones passed over")
  func optionalParts() {
    var bag = Bag(tensors: [.ones([2]), .ones([3])], extra: nil, head: nil)
    #expect(bag.namedParameters.map(\.name) == ["tensors.0", "tensors.1"])
    bag.extra = .ones([4])
    bag.head = Linear(weight: .ones([1, 1]))
    #expect(
      bag.namedParameters.map(\.name) == ["tensors.0", "tensors.1", "extra", "head.weight"])
    #expect(bag.parameterCount == 2 + 3 + 4 + 1)

    let gradient = Bag.TangentVector(
      tensors: .init([.ones([2]), .zero]), extra: .init(.ones([4])), head: .zero)
    bag.visitParameters(
      along: gradient, with: ParameterVisitor { _, parameter, gradient in parameter += gradient })
    #expect(bag.tensors == [.ones([2]) + 1, .ones([3])])
    #expect(bag.extra == .ones([4]) + 1)
    #expect(bag.head?.weight == .ones([1, 1]))
  }

  @Test("An update changes parameters where they lie, wherever they are kept")
  func inPlace() {
    var bag = Bag(
      tensors: [.ones([2])], extra: .ones([4]),
      head: Linear(weight: .ones([1, 1]), bias: .ones([1])))
    func addresses(_ bag: Bag) -> [UnsafeRawPointer] {
      bag.namedParameters.map { $0.value.withBytes { $0 } }
    }
    let before = addresses(bag)
    bag.visitParameters(
      along: .zero, with: ParameterVisitor { _, parameter, _ in parameter.formScaled(by: 2) })
    #expect(addresses(bag) == before)
    #expect(bag.namedParameters.allSatisfy { $0.value.elements.allSatisfy { $0 == 2 } })
  }
}
