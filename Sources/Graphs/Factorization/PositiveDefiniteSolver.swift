#if canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How symmetric positive definite systems over a graph are solved.
///
/// A factorisation solves many right sides after one effort, and to rounding. Its factor fills in,
/// however: little on a citation graph of a few thousand nodes or a road network, without measure on
/// large graphs without small separators. Conjugate gradients need hardly any memory, and products
/// whose number grows with the condition. ``Method/automatic`` looks at the symbolic analysis first.
public struct PositiveDefiniteSolver: Sendable, Equatable {
  /// A way to solve.
  public enum Method: String, Sendable, CaseIterable {
    /// The cheaper one of the others, by their predicted memory and operations.
    case automatic
    /// A sparse Cholesky factorisation.
    case factorization
    /// Conjugate gradients.
    case conjugateGradients
  }

  /// The way to solve.
  public var method: Method

  /// The bytes that a factor may take where the method is automatic.
  public var memoryLimit: Double

  /// How conjugate gradients go about it.
  public var conjugateGradients: ConjugateGradients

  /// Creates a solver.
  ///
  /// - Parameters:
  ///   - method: The way to solve.
  ///   - memoryLimit: The bytes that a factor may take where the method is automatic.
  ///   - conjugateGradients: How conjugate gradients go about it.
  public init(
    _ method: Method = .automatic, memoryLimit: Double = 1e9,
    conjugateGradients: ConjugateGradients = ConjugateGradients(
      tolerance: 1e-10, iterationLimit: 10_000)
  ) {
    self.method = method
    self.memoryLimit = memoryLimit
    self.conjugateGradients = conjugateGradients
  }

  /// Returns the method for a system, which is not `.automatic`.
  ///
  /// A factorisation counts its own operations and those of one solve; conjugate gradients count
  /// their products and vectors for `½ √κ ln(2/ε)` iterations, or for as many as are allowed.
  ///
  /// - Parameters:
  ///   - symbolic: The analysis of the matrix.
  ///   - width: The number of right sides that one factor is expected to solve.
  ///   - condition: A bound of the condition number of the matrix scaled by its diagonal.
  /// - Returns: A factorisation where the factor stays within the memory and is not more work.
  public func choice(
    for symbolic: SymbolicFactorization, width: Int, condition: Double
  ) -> Method {
    guard method == .automatic else { return method }
    guard symbolic.byteCount <= memoryLimit else { return .conjugateGradients }
    let iterations = iterationEstimate(condition: condition)
    let rows = Double(symbolic.pattern.rowCount)
    let entries = Double(symbolic.pattern.entryCount)
    let iterationWork = Double(width) * (2 * entries + Self.vectorOperations * rows)
    let factorWork =
      symbolic.operationCount + Double(width) * 4 * symbolic.factorEntryCount
    return factorWork <= iterations * iterationWork ? .factorization : .conjugateGradients
  }

  /// The number of iterations that conjugate gradients take at most, but for rounding.
  func iterationEstimate(condition: Double) -> Double {
    let bound = 0.5 * condition.squareRoot() * log(2 / conjugateGradients.tolerance)
    let limit = Double(conjugateGradients.iterationLimit)
    return bound.isFinite && bound > 0 ? min(bound.rounded(.up), limit) : limit
  }

  /// The operations of an iteration for an element of a right side, beside the product.
  private static let vectorOperations = 16.0
}
