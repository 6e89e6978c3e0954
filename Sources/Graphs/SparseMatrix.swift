public import Tensors

/// A sparse matrix in compressed sparse rows.
///
/// The matrix `A` is a ``SparsityPattern``, which says where its entries are, and a tensor of
/// their values. Matrices that differ only in their values share the pattern and its transpose,
/// so that giving a matrix new values costs nothing. Multiplication is done by GraphBLAS, or
/// by kernels that are faster while rows are narrow, in either scalar type.
///
/// A matrix can be differentiated with respect to its values: its tangent vector is a tensor
/// with one element for each entry, `[entryCount]`.
public struct SparseMatrix: Sendable {
  /// The places of the entries.
  public let pattern: SparsityPattern

  private var storedValues: Tensor
  private var transposedValues = TransposedValues()

  /// Creates a matrix.
  ///
  /// - Parameters:
  ///   - pattern: The places of the entries.
  ///   - values: The value of each entry, `[pattern.entryCount]`.
  @differentiable(reverse)
  public init(pattern: SparsityPattern, values: Tensor) {
    precondition(
      values.shape == [pattern.entryCount],
      "Values of shape \(values.shape) do not fit a pattern of \(pattern.entryCount) entries.")
    self.pattern = pattern
    self.storedValues = values
  }

  @derivative(of: init(pattern:values:))
  @usableFromInline
  static func _vjpInit(
    pattern: SparsityPattern, values: Tensor
  ) -> (value: SparseMatrix, pullback: (Tensor) -> Tensor) {
    (SparseMatrix(pattern: pattern, values: values), { $0 })
  }

  /// The value of each entry, `[entryCount]`, in the order of the pattern.
  @differentiable(reverse)
  public var values: Tensor { storedValues }

  @derivative(of: values)
  @usableFromInline
  func _vjpValues() -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (storedValues, { $0 })
  }
}

extension SparseMatrix: Differentiable {
  /// A change of each value, `[entryCount]`.
  public typealias TangentVector = Tensor

  /// Adds a change to the values.
  public mutating func move(by offset: Tensor) {
    if offset.isShapelessZero { return }
    storedValues += offset
    transposedValues = TransposedValues()
  }
}

extension SparseMatrix: Equatable {
  /// Returns whether two matrices have the same size, places, scalar type and values.
  public static func == (left: SparseMatrix, right: SparseMatrix) -> Bool {
    left.pattern == right.pattern && left.storedValues == right.storedValues
  }
}

extension SparseMatrix {
  /// The number of rows.
  public var rowCount: Int { pattern.rowCount }

  /// The number of columns.
  public var columnCount: Int { pattern.columnCount }

  /// The number of entries, those of value zero included.
  public var entryCount: Int { pattern.entryCount }

  /// The number format of the values.
  public var scalarType: ScalarType { storedValues.scalarType }

  /// Returns the matrix with other values at the same places.
  ///
  /// - Parameter values: The value of each entry, `[entryCount]`.
  /// - Returns: A matrix that shares this one's pattern.
  /// - Complexity: O(1).
  @differentiable(reverse,wrt: values)
  public func replacingValues(with values: Tensor) -> SparseMatrix {
    SparseMatrix(pattern: pattern, values: values)
  }

  /// Returns the matrix in another number format, with the same pattern.
  public func converted(to scalarType: ScalarType) -> SparseMatrix {
    SparseMatrix(pattern: pattern, values: values.converted(to: scalarType))
  }

  /// Returns the transpose.
  ///
  /// The transposed pattern is found once for each pattern, and the values are put in its order
  /// once for each matrix, copies included.
  ///
  /// - Complexity: O(1) when repeated. O(`entryCount`) the first time, and O(`rowCount` +
  ///   `columnCount`) besides the first time for the pattern.
  public func transposed() -> SparseMatrix {
    let transposition = pattern.transposition
    return SparseMatrix(
      pattern: transposition.pattern,
      values: transposedValues.values(from: storedValues, of: transposition))
  }
}

extension SparseMatrix: CustomStringConvertible {
  /// The size, number of entries and scalar type, such as `3 × 4 with 5 entries, float32`.
  public var description: String { "\(pattern), \(scalarType)" }
}
