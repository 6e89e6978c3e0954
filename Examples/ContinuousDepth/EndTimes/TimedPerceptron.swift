import GraphODE

/// A small network for `y′` with the time as a second channel: `d(y, t)/ds = (g(y, t), 1)`.
struct TimedPerceptron: VectorField, Parameterized {
  var first: Linear
  var second: Linear
  var third: Linear

  init(units: Int, using generator: inout RandomGenerator) {
    first = Linear(2, to: units, initialiser: .glorotUniform, using: &generator)
    second = Linear(units, to: units, initialiser: .glorotUniform, using: &generator)
    third = Linear(units, to: 1, initialiser: .glorotUniform, using: &generator)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let scaled = state * withoutDerivative(at: Tensor(shape: [2], elements: [1, 0.3]))
    let speed = withoutDerivative(at: Tensor.ones([state.shape[0], 1]))
    let rate = third(tanh(second(tanh(first(scaled)))))
    return concatenated([rate, speed], alongAxis: 1)
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("first", &first, gradient.first)
    visitor.visit("second", &second, gradient.second)
    visitor.visit("third", &third, gradient.third)
  }
}
