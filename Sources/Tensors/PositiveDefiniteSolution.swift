import COpenBLAS

/// Returns the solution `X` of `A X = B` for a symmetric positive definite matrix `A`, by Cholesky's
/// factorisation.
///
/// - Parameters:
///   - matrix: The matrix `A`, `[size, size]`, in float64; only its lower triangle is read.
///   - rightSides: The matrix `B`, `[size, columns]`, in float64.
/// - Returns: The matrix `X`, of the shape of `B`, or `nil` where `A` is not positive definite to rounding.
/// - Precondition: Shapes fit and both are float64.
/// - Complexity: O(size³ + size² × columns).
public func positiveDefiniteSolution(of matrix: Tensor, _ rightSides: Tensor) -> Tensor? {
  precondition(
    matrix.scalarType == .float64 && rightSides.scalarType == .float64,
    "Systems are solved in float64, not \(matrix.scalarType) and \(rightSides.scalarType).")
  precondition(
    matrix.rank == 2 && matrix.shape[0] == matrix.shape[1] && rightSides.rank == 2
      && rightSides.shape[0] == matrix.shape[0],
    "A matrix of shape \(matrix.shape) and right sides of shape \(rightSides.shape) do not fit.")
  let (size, columns) = (matrix.shape[0], rightSides.shape[1])
  if size == 0 || columns == 0 { return rightSides }
  // The library counts columns first: it sees the transposes, of which the upper triangle is ours below.
  var factor = matrix
  var solution = rightSides.transposed()
  var status: Int32 = 0
  factor.withMutableDoubles { factor in
    solution.withMutableDoubles { solution in
      onOneThread {
        status = graphode_solve_positive_definite(Int32(size), Int32(columns), factor, solution)
      }
    }
  }
  return status == 0 && solution.allFinite ? solution.transposed() : nil
}
