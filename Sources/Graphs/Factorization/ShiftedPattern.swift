import Tensors

/// The entries of `Â` with room on the diagonal, from which `K = I − T Â T` is made.
struct ShiftedPattern: Sendable {
  /// The places of the entries of `Â` and of the diagonal.
  let pattern: SparsityPattern

  /// The operator `Â` in double precision.
  let adjacency: SparseMatrix

  /// The value of `Â` at each entry of `pattern`.
  private let values: Tensor

  /// Makes room in a matrix that is known to be symmetric.
  init(_ matrix: SparseMatrix) {
    let (pattern, sources) = matrix.pattern.fillingDiagonal()
    let adjacency = matrix.converted(to: .float64)
    var values = Tensor(uninitialized: [pattern.entryCount], scalarType: .float64)
    values.withMutableDoubles { values in
      adjacency.values.withDoubles { from in
        for entry in 0..<pattern.entryCount {
          values[entry] = sources[entry] < 0 ? 0 : from[sources[entry]]
        }
      }
    }
    (self.pattern, self.adjacency, self.values) = (pattern, adjacency, values)
  }

  /// Returns `I − T Â T` in double precision.
  ///
  /// - Parameter roots: The diagonal of `T`, `[rowCount]`, in double precision.
  /// - Returns: A matrix of the pattern, symmetric in every bit.
  func matrix(roots: Tensor) -> SparseMatrix {
    var result = Tensor(uninitialized: [pattern.entryCount], scalarType: .float64)
    result.withMutableDoubles { result in
      values.withDoubles { values in
        roots.withDoubles { roots in
          for row in 0..<pattern.rowCount {
            for entry in pattern.entryRange(row) {
              let column = pattern.columns[entry]
              // The roots come first, so that the result is symmetric in every bit.
              result[entry] = (row == column ? 1 : 0) - (roots[row] * roots[column]) * values[entry]
            }
          }
        }
      }
    }
    return SparseMatrix(pattern: pattern, values: result)
  }
}
