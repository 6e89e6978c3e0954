public import Graphs
public import Integrators
public import Tensors

/// Diffusion over the edges of a graph with a constant source: the field that the published code
/// of CGNN integrates.
///
/// The field is `dxᵢ/dt = ρᵢ ((Â x)ᵢ − xᵢ) + eᵢ`, where `Â` is the symmetrically normalised
/// adjacency with self-loops, `ρᵢ = αᵢ/2` the rate of node `i` and `e` the source. With constant
/// rate its solution is `e^{tL} x(0) + t φ₁(tL) e`, where `L = ρ (Â − I)` and
/// `φ₁(z) = (e^z − 1)/z`. Since `L` annihilates `D^{1/2} 1`, the source piles up along that
/// direction without bound and there is no steady state: the end time weighs source against
/// smoothing. `DampedDiffusion` is the field of the paper.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
/// as in its published code, which differs from the paper's field by `(1 − αᵢ) xᵢ`.
public struct SourcedDiffusion: AffineField {
  /// The rates `ρ`, `[nodeCount]`, in inverse units of time.
  public var rate: Tensor

  /// The source `e`, of the shape of the state.
  public var source: Tensor

  /// The normalised adjacency `Â`.
  @noDerivative public let adjacency: GraphOperator

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - rate: The rates `ρ`, `[nodeCount]`, in inverse units of time.
  ///   - source: The source `e`, of the shape of the state.
  ///   - adjacency: The normalised adjacency `Â`.
  @differentiable(reverse)
  public init(rate: Tensor, source: Tensor, over adjacency: GraphOperator) {
    self.rate = rate
    self.source = source
    self.adjacency = adjacency
  }

  /// Returns `ρ (Â x − x) + e` for a state `x` of shape `[nodeCount, …]`, at any time.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    ratedDiffusion(state, rate, source, over: adjacency, identity: -1, damping: 0)
  }

  /// The operator `L = diag(ρ) (Â − I)`.
  public var linearOperator: DiffusionOperator {
    DiffusionOperator(rate: rate, over: adjacency, identity: -1, damping: 0)
  }

  /// The source `e`.
  public var affineSource: Tensor { source }

  /// Returns the gradient of rates and source.
  public func tangentVector(
    from gradient: Tensor, of linearOperator: DiffusionOperator, source: Tensor
  ) -> TangentVector {
    TangentVector(rate: gradient, source: source)
  }
}
