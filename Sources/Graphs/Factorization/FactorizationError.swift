/// Why a matrix was not factorised.
public enum FactorizationError: Error, Equatable, Sendable {
  /// The matrix is not positive definite to rounding: the pivot of this row was not positive.
  case notPositiveDefinite(row: Int)

  /// An entry of the matrix, or of its factor, is infinite or not a number.
  case nonFinite

  /// There is no memory for the factor or for what its computation needs.
  case outOfMemory

  /// Sizes of the factor exceed what the library can count.
  case tooLarge

  /// The library reports a status that it should not.
  case unknown(status: Int)
}

extension FactorizationError: CustomStringConvertible {
  /// What is wrong, and what to do about it.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let row):
      "The matrix is not positive definite: the pivot of row \(row) is not positive."
    case .nonFinite: "The matrix or its factor has an entry that is infinite or not a number."
    case .outOfMemory: "There is no memory for the factor; solve by conjugate gradients instead."
    case .tooLarge: "The factor is too large to be counted; solve by conjugate gradients instead."
    case .unknown(let status): "CHOLMOD reported status \(status)."
    }
  }
}
