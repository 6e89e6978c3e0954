public import Graphs
public import Integrators
public import Layers
public import Tensors

/// A gated field over the walks of a graph, whose flow stays bounded for all times.
///
/// With `[Z, G] = Σₖ Pₖ H Wₖ + b + o`, the field is `dH/dt = σ(Z) ∘ (tanh(G) − H)`: each channel of each node
/// relaxes towards a target at a rate, both of which depend on the states around it. States that begin
/// between -1 and 1 stay there, since the field points inwards at both.
///
/// Reference: E. De Brouwer, J. Simm, A. Arany and Y. Moreau, "GRU-ODE-Bayes: Continuous modeling of
/// sporadically-observed time series", NeurIPS 2019, equation 3, whose products are diffusion convolutions
/// here.
public struct GatedDiffusionField: AutonomousField, Sendable {
  /// The convolution that returns `Z` and `G`, `[channels]` to `[2 · channels]`.
  public var convolution: DiffusionConvolution

  /// The offset `o` of each node, `[nodes, 2 · channels]`, or `Tensor.zero`.
  public var offset: Tensor

  /// The walks `Pₖ` over the graph.
  public var supports: DiffusionSupports

  /// Creates a field from its parts.
  @differentiable(reverse)
  public init(
    _ convolution: DiffusionConvolution, offset: Tensor = .zero, along supports: DiffusionSupports
  ) {
    self.convolution = convolution
    self.offset = offset
    self.supports = supports
  }

  /// Returns the velocity of a state `[nodes, batch, channels]`, which is the same at all times.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    convolution.gatedRelaxation(state, offset: offset, along: supports)
  }
}
