public import Graphs
public import Integrators
public import Tensors

/// Diffusion along edges whose weights are learned, with a source and a damping: `dx/dt = A x − δ x + e`.
///
/// With the attention of the start state as `A`, rows that sum to one, and `δ = 1` it is the linear variant of
/// graph neural diffusion, `dx/dt = (A − I) x`, whose solution is `e^{(A−I)t} x(0)`. The gradient in `A` is one in
/// the value of each edge.
///
/// Reference: B. Chamberlain, J. Rowbottom, M. Gorinova, S. Webb, E. Rossi and M. Bronstein, "GRAND: Graph
/// Neural Diffusion", ICML 2021, equation 10, for the case without a source.
public struct EdgeDiffusion: AffineField, Sendable {
  /// The matrix `A`, `[nodeCount, nodeCount]`, in inverse units of time.
  public var matrix: SparseMatrix

  /// The source `e`, of the shape of the state, or `Tensor.zero`.
  public var source: Tensor

  /// The damping `δ`, in inverse units of time.
  @noDerivative public let damping: Double

  /// What is known of the eigenvalues of `A − δ I`; exponential methods use it.
  @noDerivative public let spectrum: OperatorSpectrum

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - matrix: The matrix `A`, square.
  ///   - source: The source `e`, of the shape of the state, or `Tensor.zero`.
  ///   - damping: The damping `δ`.
  ///   - spectrum: What is known of the eigenvalues of `A − δ I`.
  @differentiable(reverse)
  public init(
    _ matrix: SparseMatrix, source: Tensor = .zero, damping: Double = 1,
    spectrum: OperatorSpectrum = .general
  ) {
    self.matrix = matrix
    self.source = source
    self.damping = damping
    self.spectrum = spectrum
  }

  /// Returns `A x − δ x + e` for a state `x` of shape `[nodeCount, …]`, at any time.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matrix.product(state, accumulatingInto: state.scaled(by: -damping) + source)
  }

  /// The operator `L = A − δ I`.
  public var linearOperator: EdgeOperator {
    EdgeOperator(matrix, damping: damping, spectrum: spectrum)
  }

  /// The source `e`.
  public var affineSource: Tensor { source }

  /// Returns the gradient of edges and source.
  public func tangentVector(
    from gradient: Tensor, of linearOperator: EdgeOperator, source: Tensor
  ) -> TangentVector {
    TangentVector(matrix: gradient, source: source)
  }
}
