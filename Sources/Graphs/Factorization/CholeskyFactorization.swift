import CSuiteSparse
public import Tensors

/// The Cholesky factor of a symmetric positive definite matrix: `P A Pᵀ = L Lᵀ`, with `L` sparse.
///
/// A factor is made once and solves for as many right-hand sides as there are. It does not change,
/// and any number of threads may solve with it at once. A gradient needs the factor only, since `A`
/// is symmetric.
///
/// ```swift
/// let factor = try CholeskyFactorization(of: matrix)
/// let x = factor.solution(of: b)  // A x = b
/// ```
public struct CholeskyFactorization: Sendable {
  /// The analysis of the matrix's pattern.
  public let symbolic: SymbolicFactorization

  /// An estimate of the matrix's reciprocal condition: the square of the smallest diagonal entry of
  /// the factor over that of the largest; 1 for a matrix of no rows.
  public let reciprocalCondition: Double

  /// The factor; `nil` for a matrix of no rows.
  private let factor: CholmodFactor?

  init(symbolic: SymbolicFactorization, factor: CholmodFactor?, reciprocalCondition: Double) {
    self.symbolic = symbolic
    self.factor = factor
    self.reciprocalCondition = reciprocalCondition
  }

  /// Analyses and factorises a matrix.
  ///
  /// - Parameter matrix: A symmetric positive definite matrix, of which the lower triangle is read.
  /// - Throws: `FactorizationError` where the matrix is not positive definite or not finite, or
  ///   memory does not suffice.
  /// - Precondition: The matrix is square.
  public init(of matrix: SparseMatrix) throws(FactorizationError) {
    self = try SymbolicFactorization(analyzing: matrix.pattern).factorized(matrix)
  }

  /// The number of rows of the matrix.
  public var rowCount: Int { symbolic.pattern.rowCount }

  /// Returns the solution `x` of `A x = b`.
  ///
  /// It is found in double precision and rounded once. With the upstream gradient `g` the gradient
  /// in `b` is `A⁻¹ g`.
  ///
  /// - Parameter rightSides: The tensor `b`, `[rowCount, …]`, of rank 1 or more.
  /// - Returns: The tensor `x`, of the shape and scalar type of `b`.
  /// - Precondition: The tensor has as many rows as the matrix, and there is memory for two copies
  ///   of it in double precision.
  /// - Complexity: O(`symbolic.factorEntryCount` × width), width the product of the trailing axes; a
  ///   gradient costs the same again.
  @differentiable(reverse)
  public func solution(of rightSides: Tensor) -> Tensor {
    if rightSides.isShapelessZero { return rightSides }
    precondition(
      rightSides.rank > 0 && rightSides.shape[0] == rowCount,
      "Right sides of shape \(rightSides.shape) do not fit a matrix of \(rowCount) rows.")
    guard let factor, rightSides.elementCount > 0 else { return rightSides }
    let width = rightSides.elementCount / rowCount
    let columns = rightSides.reshaped(to: [rowCount, width]).converted(to: .float64).transposed()
    do throws(FactorizationError) {
      let solved = try factor.solution(of: columns)
      return solved.transposed().converted(to: rightSides.scalarType).reshaped(to: rightSides.shape)
    } catch {
      preconditionFailure(error.description)
    }
  }

  @derivative(of: solution)
  @usableFromInline
  func _vjpSolution(of rightSides: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (solution(of: rightSides), { solution(of: $0) })
  }
}

extension CholmodFactor {
  /// Returns the solutions of right sides that lie one a row, `[columns, rowCount]`, in double
  /// precision: the library's column order.
  func solution(of rightSides: Tensor) throws(FactorizationError) -> Tensor {
    try Cholmod.withSession { session throws(FactorizationError) in
      var dense = graphode_cholmod_dense(
        rightSides.shape[1], rightSides.shape[0],
        rightSides.unsafeAddress.assumingMemoryBound(to: Double.self))
      var solved = cholmod_l_solve(CHOLMOD_A, pointer, &dense, &session)
      withExtendedLifetime(rightSides) {}
      defer { cholmod_l_free_dense(&solved, &session) }
      try Cholmod.check(session)
      guard let elements = solved?.pointee.x else { throw .unknown(status: Int(session.status)) }
      var result = Tensor(uninitialized: rightSides.shape, scalarType: .float64)
      let byteCount = result.elementCount * ScalarType.float64.byteCount
      result.withMutableBytes { $0.copyMemory(from: elements, byteCount: byteCount) }
      return result
    }
  }
}
