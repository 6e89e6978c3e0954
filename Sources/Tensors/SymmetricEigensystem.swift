import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix `A = Q diag(λ) Qᵀ`, in float64.
public struct SymmetricEigensystem: Sendable {
  /// The eigenvalues `λ`, rising, `[size]`.
  public let values: Tensor

  /// The eigenvectors, one a column of the orthogonal matrix `Q`, `[size, size]`.
  public let vectors: Tensor

  /// Computes the eigensystem of a matrix; `nil` where an element is not finite, or LAPACK does not converge.
  ///
  /// - Parameter matrix: The matrix `A`, `[size, size]`, in float64; only its lower triangle is read.
  /// - Precondition: The matrix is square and in float64.
  /// - Complexity: O(size³).
  public init?(of matrix: Tensor) {
    precondition(
      matrix.scalarType == .float64 && matrix.rank == 2 && matrix.shape[0] == matrix.shape[1],
      "Only a square float64 matrix has an eigensystem, not one of shape \(matrix.shape) in "
        + "\(matrix.scalarType).")
    guard matrix.allFinite else { return nil }
    let size = matrix.shape[0]
    var vectors = matrix
    var values = Tensor.zeros([size], scalarType: .float64)
    if size > 0 {
      var work = Tensor.zeros([64 * size], scalarType: .float64)
      // The library counts columns first: it sees the transpose, and leaves eigenvectors in our rows.
      var status: Int32 = 0
      vectors.withMutableDoubles { vectors in
        values.withMutableDoubles { values in
          work.withMutableDoubles { work in
            onOneThread {
              status = graphode_symmetric_eigensystem(
                Int32(size), vectors, values, work, Int32(64 * size))
            }
          }
        }
      }
      guard status == 0 else { return nil }
    }
    self.values = values
    self.vectors = vectors.transposed()
  }
}
