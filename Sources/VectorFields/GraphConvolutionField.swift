public import Graphs
public import Integrators
public import Layers
public import Tensors

/// A stack of graph convolutions as the velocity of node states: the field of neural graph
/// differential equations.
///
/// With layers `1…L` of weights `Wₗ` and biases `bₗ`, the activation `σ` between them and `σ′` behind the
/// last one, the velocity is
///
///     x₁ = Â H W₁ + b₁ + Â C V + c(t) U,   xₗ₊₁ = Â σ(xₗ) Wₗ₊₁ + bₗ₊₁,   dH/dt = σ′(x_L)
///
/// where the control `C` stays as it is for a solve and `c(t)` is what a clock shows at the time of each
/// sample. That is the convolution of state and control side by side, as of the state at the start or of
/// embeddings of the nodes; what the control adds is computed once a solve. Both may be absent.
///
/// Masks of dropout belong to a solve as well: see ``dropping(_:)``.
///
/// Reference: M. Poli et al., "Graph Neural Ordinary Differential Equations", 2019, the graph
/// convolutional differential equations and, for `C = H(0)`, their published code; without control and
/// clock, two layers, `σ` softplus and `σ′` the identity.
public struct GraphConvolutionField: SampleTimedField, Parameterized, Sendable {
  /// The weights `Wₗ` and biases `bₗ`.
  public var layers: [Linear]

  /// The weight `V` of the control, `[controls, outputs of the first layer]`, or `Tensor.zero`.
  public var controlWeight: Tensor

  /// The weight `U` of the clock, `[clock channels, outputs of the first layer]`, or `Tensor.zero`.
  public var clockWeight: Tensor

  /// What the control adds, `Â C V`, or `Tensor.zero`; ``controlled(by:)`` sets it.
  public var drive: Tensor

  /// The operator `Â`.
  @noDerivative public let adjacency: GraphOperator

  /// What the field reads off a clock.
  @noDerivative public let clock: Clock

  /// The activation `σ` between layers.
  @noDerivative public let activation: Activation

  /// The activation `σ′` behind the last layer.
  @noDerivative public let outputActivation: Activation

  /// The masks of a solve, one for the input of each layer, or none.
  @noDerivative public let masks: [DropoutMask]

  /// Creates a field from its parts.
  ///
  /// - Precondition: There is a layer, and the weights of control and clock lead to its outputs.
  @differentiable(reverse)
  public init(
    layers: [Linear], controlWeight: Tensor = .zero, clockWeight: Tensor = .zero,
    drive: Tensor = .zero, over adjacency: GraphOperator, clock: Clock = .blank,
    activation: Activation = .tanh, outputActivation: Activation = .identity,
    masks: [DropoutMask] = []
  ) {
    precondition(!layers.isEmpty, "A field of 0 layers has no velocity.")
    precondition(
      masks.isEmpty || masks.count == layers.count,
      "There are \(masks.count) masks for \(layers.count) layers.")
    self.layers = layers
    self.controlWeight = controlWeight
    self.clockWeight = clockWeight
    self.drive = drive
    self.adjacency = adjacency
    self.clock = clock
    self.activation = activation
    self.outputActivation = outputActivation
    self.masks = masks
  }

  /// Creates a field with random weights, after Glorot and Bengio.
  ///
  /// - Parameters:
  ///   - channels: The number of channels of the state.
  ///   - hidden: The numbers of channels between layers, one less than there are layers.
  ///   - controls: The number of channels of the control; 0 where there is none.
  ///   - adjacency: The operator `Â`; its scalar type is that of the field.
  ///   - clock: What the field reads off a clock.
  ///   - activation: The activation `σ` between layers.
  ///   - outputActivation: The activation `σ′` behind the last layer.
  ///   - generator: The source of random numbers.
  public init(
    _ channels: Int, hidden: [Int], controls: Int = 0, over adjacency: GraphOperator,
    clock: Clock = .blank, activation: Activation = .tanh, outputActivation: Activation = .identity,
    using generator: inout RandomGenerator
  ) {
    let widths = hidden + [channels]
    let inputs = [channels + controls + clock.channelCount, channels, controls]
    // All that the first layer sees is drawn as one matrix, since it counts as one input.
    let first = Initialiser.glorotUniform.weight(
      inputs[0], widths[0], scalarType: adjacency.scalarType, using: &generator)
    let parts = first.split(alongAxis: 0, sizes: [channels, controls, clock.channelCount])
    var layers = [Linear(weight: parts[0], bias: .zeros([widths[0]], scalarType: adjacency.scalarType))]
    for (width, next) in zip(widths, widths.dropFirst()) {
      layers.append(
        Linear(
          width, to: next, initialiser: .glorotUniform, scalarType: adjacency.scalarType,
          using: &generator))
    }
    self.init(
      layers: layers, controlWeight: controls > 0 ? parts[1] : .zero,
      clockWeight: clock.channelCount > 0 ? parts[2] : .zero, over: adjacency, clock: clock,
      activation: activation, outputActivation: outputActivation)
  }

  /// Returns the velocity of a state `[nodeCount, …, channels]` at a time that all samples share.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    self(state, atTimes: state.sharedTime(time))
  }

  /// Returns the velocity of a state `[nodeCount, …, channels]` at the times of its samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    var result = convolution(state, 0) + drive
    if clock.channelCount > 0 { result = result + matmul(clock(times), clockWeight) }
    for index in withoutDerivative(at: layers.indices.dropFirst()) {
      result = convolution(activation(result), index)
    }
    return outputActivation(result)
  }

  /// Returns `Â x Wₗ + bₗ`, with the input masked.
  @differentiable(reverse)
  private func convolution(_ input: Tensor, _ index: Int) -> Tensor {
    let layer = layers[index]
    let masked = masks.isEmpty ? input : masks[index](input)
    let product = adjacency(matmul(masked, layer.weight))
    return layer.bias.isShapelessZero ? product : product + layer.bias
  }

  /// Shows the layers and the weights of control and clock to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("layers", &layers, gradient.layers)
    if !controlWeight.isShapelessZero {
      visitor.visit("controlWeight", &controlWeight, gradient.controlWeight)
    }
    if !clockWeight.isShapelessZero { visitor.visit("clockWeight", &clockWeight, gradient.clockWeight) }
  }
}
