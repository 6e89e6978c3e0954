public import Layers
public import Tensors

/// Reads forecasts off node states, at any time.
///
/// With a state `h`, what is known of the target time `c` and an embedding `e` of the node, the forecast is
/// `exp(−softplus(ρ) τ) y + W₂ relu(W₁ h + V c + U e + b₁) + b₂`, where `y` is the last reading and `τ` the
/// time since then. So the last reading counts for less the longer it is ago, and all else is
/// learned; without it, everything is.
public struct ForecastReadout: Parameterized, Sendable {
  /// The layer `W₁, b₁` of the state.
  public var state: Linear

  /// The layer `V` of the target time: what its clock shows, and the time since the last reading.
  public var time: Linear

  /// The layer `U` of the embedding.
  public var embedding: Linear

  /// The layer `W₂, b₂`.
  public var output: Linear

  /// The number `ρ` of the rate `softplus(ρ)` at which the last reading is forgotten, `[1]`, in input
  /// windows.
  public var forgetting: Tensor

  /// Creates a read-out with random parameters, which begins near the last reading.
  ///
  /// - Parameters:
  ///   - channels: The number of channels of the state.
  ///   - clockChannels: The number of channels of the clock.
  ///   - embeddingChannels: The number of channels of the embedding.
  ///   - hiddenChannels: The number of channels between the layers.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    channels: Int, clockChannels: Int, embeddingChannels: Int, hiddenChannels: Int,
    scalarType: ScalarType = .float32, using generator: inout RandomGenerator
  ) {
    state = Linear(channels, to: hiddenChannels, scalarType: scalarType, using: &generator)
    time = Linear(
      clockChannels + 1, to: hiddenChannels, bias: .absent, scalarType: scalarType, using: &generator)
    embedding = Linear(
      embeddingChannels, to: hiddenChannels, bias: .absent, scalarType: scalarType, using: &generator)
    output = Linear(hiddenChannels, to: 1, scalarType: scalarType, using: &generator)
    output = Linear(weight: output.weight.scaled(by: 0.1), bias: .zeros(like: output.bias))
    forgetting = .zeros([1], scalarType: scalarType)
  }

  /// Returns forecasts, `[nodes, batch, 1]`.
  ///
  /// - Parameters:
  ///   - states: The states at the target time, `[nodes, batch, channels]`.
  ///   - moment: What is known of the target time: its clock and, last, the time since the last
  ///     reading in input windows, `[nodes, batch, clockChannels + 1]`.
  ///   - nodes: The embeddings behind their layer, `[nodes, batch, hiddenChannels]`.
  ///   - last: The last readings, `[nodes, batch, 1]`, or `Tensor.zero`.
  /// - Returns: The forecasts in the units of the last readings.
  @differentiable(reverse,wrt: (self, states, nodes))
  public func callAsFunction(
    _ states: Tensor, at moment: Tensor, of nodes: Tensor, from last: Tensor
  ) -> Tensor {
    let channels = withoutDerivative(at: time.weight.shape[0])
    let elapsed = withoutDerivative(at: moment.sliced(alongAxis: 2, channels - 1..<channels))
    let kept = exp(-(softplus(forgetting) * elapsed))
    return output(relu(state(states) + time(moment) + nodes)) + kept * last
  }

  /// Shows the parameters of all layers to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("state", &state, gradient.state)
    visitor.visit("time", &time, gradient.time)
    visitor.visit("embedding", &embedding, gradient.embedding)
    visitor.visit("output", &output, gradient.output)
    visitor.visit("forgetting", &forgetting, gradient.forgetting)
  }
}
