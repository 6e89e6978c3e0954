public import Graphs
public import Integrators
public import Layers
public import Tensors

/// A bounded velocity from what walks of each length bring to a node.
///
/// The field is `dH/dt = a ∘ tanh(Σₖ Pₖ [H, C, c(t)] Wₖ + b)` with a positive rate `a = softplus(ρ)` for each
/// channel: a diffusion convolution of the state and, where there are any, a control `C` and what a clock
/// shows. No state moves faster than its rate, so that steps of a fixed size follow every field that
/// training may find; with a leak (``LeakyField``) states stay bounded, too.
///
/// The walks may be over the graph alone or beside a learned adjacency, whose gradients they pass on; see
/// ``along(_:)``.
///
/// Reference: M. Poli et al., "Graph Neural Ordinary Differential Equations", 2019, with the convolution
/// of Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network", ICLR 2018,
/// equation 2, in place of that of Kipf and Welling.
public struct DiffusionField: SampleTimedField, Parameterized, Sendable {
  /// The convolution of the state and what is beside it.
  public var convolution: DiffusionConvolution

  /// The numbers `ρ`, `[channels]`; the rates `softplus(ρ)` are in units of state over time.
  public var rateParameter: Tensor

  /// What the field sees beside its state.
  public var side: SideInput

  /// The walks `Pₖ`.
  public var supports: DiffusionSupports

  /// Creates a field from its parts.
  ///
  /// - Precondition: The convolution takes the state and what is beside it, and there is a rate for each of
  ///   its outputs.
  @differentiable(reverse)
  public init(
    convolution: DiffusionConvolution, rateParameter: Tensor, side: SideInput = SideInput(),
    along supports: DiffusionSupports
  ) {
    precondition(
      rateParameter.shape == [convolution.outputCount],
      "Rates of shape \(rateParameter.shape) do not fit \(convolution.outputCount) channels.")
    self.convolution = convolution
    self.rateParameter = rateParameter
    self.side = side
    self.supports = supports
  }

  /// Creates a field with random weights, whose channels all begin with the same rate.
  ///
  /// - Parameters:
  ///   - channels: The number of channels of the state.
  ///   - controls: The number of channels of the control; 0 where there is none.
  ///   - clock: What the field reads off a clock.
  ///   - rate: The rate to begin with.
  ///   - supports: The walks; their scalar type is that of the field.
  ///   - generator: The source of random numbers.
  public init(
    _ channels: Int, controls: Int = 0, clock: Clock = .blank, rate: Double = 1,
    along supports: DiffusionSupports, using generator: inout RandomGenerator
  ) {
    self.init(
      convolution: DiffusionConvolution(
        channels + controls + clock.channelCount, to: channels, hopCount: supports.hopCount,
        scalarType: supports.scalarType, using: &generator),
      rateParameter: Tensor(
        repeating: softplusInverse(of: rate), shape: [channels], scalarType: supports.scalarType),
      side: SideInput(clock: clock), along: supports)
  }

  /// Returns the velocity of a state `[nodes, batch, channels]` at a time that all samples share.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    self(state, atTimes: state.sharedTime(time))
  }

  /// Returns the velocity of a state `[nodes, batch, channels]` at the times of its samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    convolution.ratedTanh(
      side.beside(state, atTimes: times), rate: softplus(rateParameter), along: supports)
  }

  /// Returns this field under a control, `[nodes, batch, controls]`, of as many samples as the state.
  @differentiable(reverse)
  public func controlled(by control: Tensor) -> DiffusionField {
    DiffusionField(
      convolution: convolution, rateParameter: rateParameter,
      side: SideInput(control: control, clock: side.clock), along: supports)
  }

  /// Returns this field along other walks, of as many hops.
  @differentiable(reverse)
  public func along(_ supports: DiffusionSupports) -> DiffusionField {
    DiffusionField(
      convolution: convolution, rateParameter: rateParameter, side: side, along: supports)
  }

  /// Shows the convolution and the numbers of the rates to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("convolution", &convolution, gradient.convolution)
    visitor.visit("rateParameter", &rateParameter, gradient.rateParameter)
  }
}
