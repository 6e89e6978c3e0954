import GraphODE

/// States that flow over the graph between observations and jump at each of them.
///
/// The state flows by a ``ConvolutionField``, one rk4 step between two observations, and jumps by a GRU
/// cell at the nodes that are observed; forecasts read the free flow.
struct HybridForecaster: Parameterized {
  var field: ConvolutionField
  var jump: GRUCell
  var hidden: Linear
  var head: Linear

  init(
    inputs: Int, known: Int, channels: Int, along supports: DiffusionSupports,
    using generator: inout RandomGenerator
  ) {
    let convolution = DiffusionConvolution(
      channels, to: channels, hopCount: supports.hopCount, using: &generator)
    field = ConvolutionField(
      convolution, pace: Tensor(repeating: -1, shape: [channels]), along: supports)
    jump = GRUCell(inputs, to: channels, using: &generator)
    hidden = Linear(channels + known, to: channels, using: &generator)
    head = Linear(channels, to: 1, using: &generator)
  }

  /// Returns the state after one time step of the flow.
  @differentiable(reverse)
  func flow(_ state: Tensor) -> Tensor {
    integrate(field, from: state, over: 0...1, with: Solver(.rk4, .steps(1), gradient: .direct))
  }

  /// Returns a prediction `[nodes, batch, 1]` for each step ahead.
  @differentiable(reverse,wrt: self)
  func callAsFunction(past: [Tensor], observed: [Tensor], ahead: [Tensor]) -> [Tensor] {
    var state = jump(
      past[0], Tensor.zero, where: observed[0])
    for step in withoutDerivative(at: 1..<past.count) {
      state = jump(past[step], flow(state), where: observed[step])
    }
    var predictions: [Tensor] = []
    for step in withoutDerivative(at: ahead.indices) {
      state = flow(state)
      predictions.append(head(relu(hidden(concatenated([state, ahead[step]], alongAxis: 2)))))
    }
    return predictions
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("field", &field, gradient.field)
    visitor.visit("jump", &jump, gradient.jump)
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("head", &head, gradient.head)
  }
}
