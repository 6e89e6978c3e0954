import CSuiteSparse
import Tensors

/// What the places of a matrix's entries tell about its Cholesky factor, before any value is known.
///
/// The analysis finds an order of elimination that keeps the factor `L` of `P A Pᵀ = L Lᵀ` sparse,
/// and the places of its entries. It depends on the pattern only, so that it is made once for a
/// graph, and ``factorized(_:)`` is called for each new set of values.
///
/// ``factorEntryCount``, ``operationCount`` and ``byteCount`` say what a factorisation would cost,
/// so that a caller may decide against it: on a planar graph of `n` nodes the factor has of the order
/// of `n log n` entries, on a random graph of degree 10 about a quarter of all `n²/2`.
///
/// Reference: T. A. Davis, "Direct Methods for Sparse Linear Systems", SIAM 2006, chapters 4 and 7.
public struct SymbolicFactorization: Sendable {
  /// The places of the matrix's entries.
  public let pattern: SparsityPattern

  /// The number of entries of the factor, the diagonal included.
  public let factorEntryCount: Double

  /// The number of floating-point operations of a factorisation.
  public let operationCount: Double

  /// The bytes that a factor takes, without the workspace of its computation.
  public let byteCount: Double

  /// The order in which rows are eliminated: row `i` of the factor is row `order[i]` of the matrix.
  public let order: [Int]

  /// The factor without its values; `nil` for a matrix of no rows.
  private let symbolic: CholmodFactor?

  /// Analyses the lower triangle of a square pattern.
  ///
  /// The order of elimination is that of approximate minimum degree, or of nested dissection by
  /// METIS where the first gives much fill and the second less.
  ///
  /// - Parameter pattern: The places of the entries; those above the diagonal are not looked at.
  /// - Throws: `FactorizationError` where memory does not suffice.
  /// - Precondition: The pattern is square.
  /// - Complexity: Little more than O(`pattern.entryCount`) for minimum degree; the factor's entries
  ///   are counted, not listed one by one.
  public init(analyzing pattern: SparsityPattern) throws(FactorizationError) {
    precondition(
      pattern.rowCount == pattern.columnCount,
      "Only a square matrix is factorised, but the pattern has \(pattern.rowCount) rows and "
        + "\(pattern.columnCount) columns.")
    self.pattern = pattern
    guard pattern.rowCount > 0 else {
      (factorEntryCount, operationCount, byteCount, order, symbolic) = (0, 0, 0, [], nil)
      return
    }
    let (factor, entryCount, operationCount) = try Cholmod.withSession {
      session throws(FactorizationError) in
      try Cholmod.withMatrix(pattern, values: nil) { matrix throws(FactorizationError) in
        let factor = cholmod_l_analyze(&matrix, &session).map { CholmodFactor($0) }
        try Cholmod.check(session)
        guard let factor else { throw .unknown(status: Int(session.status)) }
        return (factor, session.lnz, session.fl)
      }
    }
    (factorEntryCount, self.operationCount) = (entryCount, operationCount)
    byteCount = factor.byteCount(entryCount: entryCount)
    order = factor.order
    symbolic = factor
  }

  /// Returns the factor of a matrix with this pattern.
  ///
  /// - Parameter matrix: A symmetric positive definite matrix, of which the lower triangle is read.
  /// - Returns: The factor, in double precision whatever the scalar type of the matrix.
  /// - Throws: `FactorizationError` where the matrix is not positive definite or not finite, or
  ///   memory does not suffice.
  /// - Precondition: The pattern of the matrix equals ``pattern``.
  /// - Complexity: O(``operationCount``).
  public func factorized(_ matrix: SparseMatrix) throws(FactorizationError) -> CholeskyFactorization {
    precondition(
      matrix.pattern == pattern,
      "A matrix of \(matrix.pattern) does not have the analysed pattern, which is \(pattern).")
    guard matrix.values.allFinite else { throw .nonFinite }
    guard let symbolic else {
      return CholeskyFactorization(symbolic: self, factor: nil, reciprocalCondition: 1)
    }
    let (factor, reciprocalCondition) = try Cholmod.withSession { session throws(FactorizationError) in
      let copy = cholmod_l_copy_factor(symbolic.pointer, &session).map { CholmodFactor($0) }
      try Cholmod.check(session)
      guard let copy else { throw .unknown(status: Int(session.status)) }
      let values = matrix.values.converted(to: .float64)
      try Cholmod.withMatrix(pattern, values: values) { matrix throws(FactorizationError) in
        cholmod_l_factorize(&matrix, copy.pointer, &session)
        try Cholmod.check(session)
      }
      let minor = Int(copy.pointer.pointee.minor)
      if minor < pattern.rowCount { throw .notPositiveDefinite(row: order[minor]) }
      // An overflow makes the pivots infinite or not numbers, of which no comparison above tells.
      let reciprocalCondition = cholmod_l_rcond(copy.pointer, &session)
      guard reciprocalCondition > 0 else { throw .nonFinite }
      return (copy, reciprocalCondition)
    }
    return CholeskyFactorization(
      symbolic: self, factor: factor, reciprocalCondition: reciprocalCondition)
  }
}

extension SymbolicFactorization: CustomStringConvertible {
  /// The size of matrix and factor, such as `Factor of 5 entries for 3 × 3 with 7 entries`.
  public var description: String { "Factor of \(Int(factorEntryCount)) entries for \(pattern)" }
}
