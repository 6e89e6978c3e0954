import CSuiteSparse

/// What a call of the GraphBLAS library reports when it does not succeed.
enum GraphBLASError: Error, Equatable {
  case uninitializedObject
  case nullPointer
  case invalidValue
  case invalidIndex
  case domainMismatch
  case dimensionMismatch
  case outputNotEmpty
  case notImplemented
  case panic
  case outOfMemory
  case insufficientSpace
  case invalidObject
  case indexOutOfBounds
  case emptyObject
  case unknown(status: Int32)

  /// Returns the error of a status, or `nil` when it reports no error.
  init?(status: Int32) {
    switch GrB_Info(status) {
    case GrB_SUCCESS, GrB_NO_VALUE, GxB_EXHAUSTED: return nil
    case GrB_UNINITIALIZED_OBJECT: self = .uninitializedObject
    case GrB_NULL_POINTER: self = .nullPointer
    case GrB_INVALID_VALUE: self = .invalidValue
    case GrB_INVALID_INDEX: self = .invalidIndex
    case GrB_DOMAIN_MISMATCH: self = .domainMismatch
    case GrB_DIMENSION_MISMATCH: self = .dimensionMismatch
    case GrB_OUTPUT_NOT_EMPTY: self = .outputNotEmpty
    case GrB_NOT_IMPLEMENTED: self = .notImplemented
    case GrB_PANIC: self = .panic
    case GrB_OUT_OF_MEMORY: self = .outOfMemory
    case GrB_INSUFFICIENT_SPACE: self = .insufficientSpace
    case GrB_INVALID_OBJECT: self = .invalidObject
    case GrB_INDEX_OUT_OF_BOUNDS: self = .indexOutOfBounds
    case GrB_EMPTY_OBJECT: self = .emptyObject
    default: self = .unknown(status: status)
    }
  }

  /// Throws the error of a status, if it reports one.
  static func check(_ status: GrB_Info) throws(GraphBLASError) {
    if let error = GraphBLASError(status: status.rawValue) { throw error }
  }
}

extension GraphBLASError: CustomStringConvertible {
  /// What the library reports, in one sentence.
  var description: String {
    switch self {
    case .uninitializedObject: "GraphBLAS was given an object that was not initialised."
    case .nullPointer: "GraphBLAS was given a null pointer."
    case .invalidValue: "GraphBLAS was given an invalid value."
    case .invalidIndex: "GraphBLAS was given a row or column outside the matrix."
    case .domainMismatch: "GraphBLAS was given scalar types that do not go together."
    case .dimensionMismatch: "GraphBLAS was given sizes that do not go together."
    case .outputNotEmpty: "GraphBLAS was asked to build a matrix that has entries already."
    case .notImplemented: "This version of GraphBLAS cannot do what it was asked to."
    case .panic: "GraphBLAS met an error that it does not know."
    case .outOfMemory: "GraphBLAS ran out of memory."
    case .insufficientSpace: "GraphBLAS was given an array that is too small."
    case .invalidObject: "GraphBLAS was given a corrupted object."
    case .indexOutOfBounds: "GraphBLAS found a row or column outside the matrix."
    case .emptyObject: "GraphBLAS was given a scalar without a value."
    case .unknown(let status): "GraphBLAS reported status \(status)."
    }
  }
}
