import GraphODE

/// A network of one hidden layer as a velocity: `dy/dt = tanh(y W + b) V + c`.
struct TanhNetworkField: VectorField, Parameterized, Sendable {
  var hidden: Linear
  var output: Linear

  /// Creates a network with random weights.
  init(_ channels: Int, hidden width: Int, using generator: inout RandomGenerator) {
    hidden = Linear(channels, to: width, using: &generator)
    output = Linear(width, to: channels, using: &generator)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { output(tanh(hidden(state))) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("output", &output, gradient.output)
  }
}
