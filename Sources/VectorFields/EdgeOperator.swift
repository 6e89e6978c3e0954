public import Graphs
public import Integrators
public import Tensors

/// A sparse matrix with a damping as the operator of an affine field: `L = A − δ I`.
///
/// Gradients of its parameters are those of the entries of `A`.
public struct EdgeOperator: LinearOperator {
  /// The square matrix `A`.
  public let matrix: SparseMatrix

  /// The damping `δ`, in inverse units of time.
  public let damping: Double

  /// What is known of the eigenvalues of `L`.
  public let spectrum: OperatorSpectrum

  private let transposed: SparseMatrix

  /// Creates an operator.
  ///
  /// - Parameters:
  ///   - matrix: The matrix `A`.
  ///   - damping: The damping `δ`.
  ///   - spectrum: What is known of the eigenvalues of `A − δ I`.
  /// - Precondition: The matrix is square.
  public init(_ matrix: SparseMatrix, damping: Double, spectrum: OperatorSpectrum = .general) {
    precondition(
      matrix.rowCount == matrix.columnCount,
      "A matrix of \(matrix.rowCount) rows and \(matrix.columnCount) columns is no operator on states.")
    self.matrix = matrix
    self.damping = damping
    self.spectrum = spectrum
    transposed = matrix.transposed()
  }

  /// Replaces `y` by `a L x + b x + c y`.
  public func advance(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    advance(&y, from: x, by: step, over: matrix)
  }

  /// Replaces `y` by `a Lᵀ x + b x + c y`.
  public func advanceTransposed(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    advance(&y, from: x, by: step, over: transposed)
  }

  /// Adds the gradient of `factor ⟨left, L right⟩` in the entries of `A`.
  public func addGradient(
    of left: Tensor, times factor: Double, at right: Tensor, to gradient: inout Tensor
  ) {
    if left.isShapelessZero || right.isShapelessZero { return }
    let dots = matrix.entryGradient(of: left, at: right)
    if gradient.isShapelessZero { gradient = .zeros(dots.shape, scalarType: dots.scalarType) }
    gradient.add(dots, times: factor)
  }

  private func advance(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, over matrix: SparseMatrix
  ) {
    precondition(
      x.rank > 0 && x.shape[0] == matrix.rowCount,
      "A state of shape \(x.shape) does not fit a matrix of \(matrix.rowCount) rows.")
    x.requireSameScalarType(as: matrix.values)
    if step.previous != 0 { y.requireSameKind(as: x) }
    SparseRecurrence(
      matrix, product: step.product, diagonal: 0, identity: step.identity - step.product * damping,
      previous: step.previous, width: x.elementCount / Swift.max(x.shape[0], 1)
    ).run(from: x, into: &y)
  }
}
