public import Graphs
public import Integrators
public import Tensors

/// Diffusion over the edges of a graph with a constant source and damping: the field of the CGNN
/// paper.
///
/// The field is `dx/dt = (A − I) x + e` with `A = ½ diag(α) (I + Â)`, where `Â` is the
/// symmetrically normalised adjacency, `αᵢ` in 0…1 the share that node `i` keeps and `e` the
/// source. For constant `α` the eigenvalues of `A − I` lie in `[−1, α − 1]`, so the state tends
/// to `(I − A)⁻¹ e = Σₙ Aⁿ e`; on the way it is
/// `(A − I)⁻¹ (e^{(A−I)t} − I) e + e^{(A−I)t} x(0)`. `SourcedDiffusion` is the field of the
/// published code.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
/// equation 1 and the first of its two cases, with one `α` a node.
public struct DampedDiffusion: AffineField {
  /// The shares `α`, `[nodeCount]`, each in 0…1.
  public var alpha: Tensor

  /// The source `e`, of the shape of the state.
  public var source: Tensor

  /// The normalised adjacency `Â`.
  @noDerivative public let adjacency: GraphOperator

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - alpha: The shares `α`, `[nodeCount]`, each in 0…1.
  ///   - source: The source `e`, of the shape of the state.
  ///   - adjacency: The normalised adjacency `Â`.
  @differentiable(reverse)
  public init(alpha: Tensor, source: Tensor, over adjacency: GraphOperator) {
    self.alpha = alpha
    self.source = source
    self.adjacency = adjacency
  }

  /// Returns `½ α (Â x + x) − x + e` for a state `x` of shape `[nodeCount, …]`, at any time.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    ratedDiffusion(
      state, alpha.scaled(by: 0.5), source, over: adjacency, identity: 1, damping: -1)
  }

  /// The operator `A − I = ½ diag(α) (I + Â) − I`.
  public var linearOperator: DiffusionOperator {
    DiffusionOperator(rate: alpha.scaled(by: 0.5), over: adjacency, identity: 1, damping: -1)
  }

  /// The source `e`.
  public var affineSource: Tensor { source }

  /// Returns the gradient of shares and source.
  public func tangentVector(
    from gradient: Tensor, of linearOperator: DiffusionOperator, source: Tensor
  ) -> TangentVector {
    TangentVector(alpha: gradient.isShapelessZero ? .zero : gradient.scaled(by: 0.5), source: source)
  }
}
