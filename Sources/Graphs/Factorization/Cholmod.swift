import CSuiteSparse
import Tensors

/// The calls of the CHOLMOD library, with 64-bit indices and in double precision.
///
/// The library keeps its settings, its workspace and the status of the last call in a value that no
/// two threads may use at once. Every call here has such a value of its own, and factors are only
/// read once they are made, so that any number of threads may use one factor at the same time.
///
/// Reference: Y. Chen, T. A. Davis, W. W. Hager and S. Rajamanickam, "Algorithm 887: CHOLMOD,
/// Supernodal Sparse Cholesky Factorization and Update/Downdate", ACM Transactions on Mathematical
/// Software 35(3), 2008.
enum Cholmod {
  /// Calls `body` with a session of its own, on one thread of OpenBLAS, so that results do not
  /// depend on the number of threads.
  static func withSession<Result>(
    _ body: (inout cholmod_common) throws(FactorizationError) -> Result
  ) throws(FactorizationError) -> Result {
    var outcome: Swift.Result<Result, FactorizationError> = .failure(.outOfMemory)
    onOneThread {
      var session = cholmod_common()
      guard graphode_cholmod_start(&session) != 0 else { return }
      defer { cholmod_l_finish(&session) }
      outcome = Swift.Result { () throws(FactorizationError) in try body(&session) }
    }
    return try outcome.get()
  }

  /// Throws the error of a session's status, if it is one; warnings but the first are none.
  ///
  /// A matrix that is not positive definite is for the caller to report, who knows the row.
  static func check(_ session: cholmod_common) throws(FactorizationError) {
    switch session.status {
    case CHOLMOD_OUT_OF_MEMORY: throw .outOfMemory
    case CHOLMOD_TOO_LARGE: throw .tooLarge
    case ..<0: throw .unknown(status: Int(session.status))
    default: break
    }
  }

  /// Calls `body` with a matrix of the library that borrows a pattern, and values if there are any.
  ///
  /// Rows of ours are columns of the library's, so that it sees the transpose, of which it reads
  /// the upper triangle: our lower one.
  static func withMatrix<Result>(
    _ pattern: SparsityPattern, values: Tensor?,
    _ body: (inout cholmod_sparse) throws(FactorizationError) -> Result
  ) throws(FactorizationError) -> Result {
    var matrix = graphode_cholmod_symmetric(
      pattern.rowCount, pattern.entryCount, pattern.offsets.pointer, pattern.columns.pointer,
      values?.unsafeAddress)
    defer { withExtendedLifetime((pattern, values)) {} }
    return try body(&matrix)
  }
}

/// A factor of the library, symbolic or numeric, that is not changed any more.
final class CholmodFactor: @unchecked Sendable {
  // Sendable by hand: the factor is written by the function that makes it and only read afterwards.

  /// The factor, which this object owns.
  let pointer: UnsafeMutablePointer<cholmod_factor>

  init(_ pointer: UnsafeMutablePointer<cholmod_factor>) { self.pointer = pointer }

  deinit {
    var session = cholmod_common()
    guard graphode_cholmod_start(&session) != 0 else { return }
    var owned: UnsafeMutablePointer<cholmod_factor>? = pointer
    cholmod_l_free_factor(&owned, &session)
    cholmod_l_finish(&session)
  }

  /// The row of the matrix that each row of the factor belongs to.
  var order: [Int] {
    guard let start = pointer.pointee.Perm?.assumingMemoryBound(to: Int.self) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(pointer.pointee.n)))
  }

  /// The bytes of the factor's entries and their places, when it is numeric.
  func byteCount(entryCount: Double) -> Double {
    let factor = pointer.pointee
    let word = Double(MemoryLayout<Int>.stride)
    if factor.is_super != 0 { return Double(factor.xsize + factor.ssize) * word }
    return (2 * entryCount + 4 * Double(factor.n)) * word
  }
}
