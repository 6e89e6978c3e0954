public import Graphs
public import Integrators
public import Layers
public import Tensors

/// A field whose velocity is a bounded diffusion convolution of the state.
///
/// The field is `dH/dt = a ∘ tanh(Σₖ Pₖ H Wₖ + b)` with rates `a = softplus(ρ)`, one a channel, so that
/// no state moves faster than its rate. It is the flow between observations of a hybrid model, whose
/// state jumps by a cell at each of them.
///
/// Reference: M. Poli, S. Massaroli, J. Park, A. Yamashita, H. Asama and J. Park, "Graph Neural Ordinary
/// Differential Equations", 2019, where a field is made of graph convolutions, and hybrid models of
/// flows and jumps.
public struct ConvolutionField: VectorField, Parameterized, Equatable, Sendable {
  /// The convolution, from `channels` to `channels`.
  public var convolution: DiffusionConvolution

  /// The numbers `ρ` behind the rates, `[channels]`.
  public var pace: Tensor

  /// The walks over the graph.
  public var supports: DiffusionSupports

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - convolution: The convolution, from `channels` to `channels`.
  ///   - pace: The numbers `ρ` behind the rates `softplus(ρ)`, `[channels]`.
  ///   - supports: The walks over the graph.
  /// - Precondition: The convolution returns as many channels as it takes, and `pace` has as many.
  @differentiable(reverse)
  public init(_ convolution: DiffusionConvolution, pace: Tensor, along supports: DiffusionSupports) {
    precondition(
      convolution.inputCount == convolution.outputCount
        && pace.shape == [convolution.outputCount],
      "A convolution from \(convolution.inputCount) to \(convolution.outputCount) channels and paces of "
        + "shape \(pace.shape) make no field.")
    self.convolution = convolution
    self.pace = pace
    self.supports = supports
  }

  /// Returns `softplus(ρ) ∘ tanh(Σₖ Pₖ H Wₖ + b)` for a state `H` of shape `[nodes, batch, channels]` or
  /// `[nodes, channels]`, at any time.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    convolution.ratedTanh(state, rate: softplus(pace), along: supports)
  }

  /// Shows the convolution's parameters and `pace` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("convolution", &convolution, gradient.convolution)
    visitor.visit("pace", &pace, gradient.pace)
  }
}
