public import ContinuousDepth
public import Graphs
public import Integrators
public import Layers
public import Tensors
public import VectorFields

/// The flow of a continuous graph neural network whose channels interact: CGNN's weighted variant.
///
/// Beside the field of ``CGNNFlow`` it has the term `x (W − I)`, where `W` is a learned symmetric
/// matrix with eigenvalues in 0…1. It starts from `W = I`, which is ``CGNNFlow`` itself.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
/// the second of its two cases.
public struct MixingCGNNFlow: GraphFlow, Sendable {
  /// The flow of the uncoupled channels.
  public var diffusion: CGNNFlow

  /// The matrix `W` that mixes the channels.
  public var mixing: SymmetricMixing

  /// Creates a flow on `channels` channels that does not mix them yet.
  ///
  /// - Parameters:
  ///   - adjacency: The normalised adjacency `Â`; its scalar type is that of the flow.
  ///   - channels: The number of channels of the state.
  ///   - settings: The equation and how it is solved.
  public init(over adjacency: GraphOperator, channels: Int, settings: CGNNSettings) {
    diffusion = CGNNFlow(over: adjacency, settings: settings)
    mixing = SymmetricMixing(identityOn: channels, scalarType: adjacency.scalarType)
  }

  /// Returns the solution from `start`, `[nodeCount, channels]`, over the settings' time.
  @differentiable(reverse)
  public func callAsFunction(_ start: Tensor) -> Solution<Tensor> {
    switch diffusion.settings.equation {
    case .sourcedDiffusion:
      return solve(
        ChannelMixing(base: diffusion.sourcedDiffusion(start), mixing: mixing.matrix()),
        from: start, with: diffusion.settings)
    case .dampedDiffusion:
      return solve(
        ChannelMixing(base: diffusion.dampedDiffusion(start), mixing: mixing.matrix()),
        from: start, with: diffusion.settings)
    }
  }

  /// Moves the eigenvectors of `W` back towards orthogonality.
  public mutating func projectParameters() { mixing.projectParameters() }

  /// Shows the parameters of the diffusion and of the mixing to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("diffusion", &diffusion, gradient.diffusion)
    visitor.visit("mixing", &mixing, gradient.mixing)
  }
}

extension MixingCGNNFlow: ContinuousDepthModel {
  /// How the equation is solved.
  public var solver: Solver {
    get { diffusion.solver }
    set { diffusion.solver = newValue }
  }
}
