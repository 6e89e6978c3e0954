public import Tensors

/// A constant linear operator on node states, with its transpose at hand.
///
/// Vector fields multiply by the operator in every evaluation and by its transpose in every
/// reverse pass, so that the transpose is stored beside it, unless the operator is symmetric.
/// An operator is not differentiated itself: a field holds it as
/// `@noDerivative let adjacency: GraphOperator`. Where the values of edges are learned, use
/// ``SparseMatrix``, which can be differentiated with respect to its values.
///
/// ```swift
/// let ring = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (3, 0)])
/// let walk = ring.operator(normalised: .randomWalk(by: .column), scalarType: .float64)
/// walk(Tensor(shape: [4, 1], elements: [1, 0, 0, 0], scalarType: .float64))  // 0, ½, 0, ½
/// ```
public struct GraphOperator: Sendable, Equatable {
  /// The operator as a square matrix.
  public let matrix: SparseMatrix

  /// The transpose; the same matrix when the operator is symmetric.
  public let transposedMatrix: SparseMatrix

  /// Whether the operator equals its transpose in every bit.
  public let isSymmetric: Bool

  /// Creates an operator from a matrix.
  ///
  /// - Parameter matrix: A square matrix.
  /// - Complexity: O(nodes + entries).
  public init(_ matrix: SparseMatrix) {
    precondition(
      matrix.rowCount == matrix.columnCount,
      "An operator on nodes is square, but the matrix has \(matrix.rowCount) rows and "
        + "\(matrix.columnCount) columns.")
    let transposed = matrix.transposed()
    let isSymmetric = transposed == matrix
    self.init(
      matrix: matrix, transposedMatrix: isSymmetric ? matrix : transposed, isSymmetric: isSymmetric)
  }

  private init(matrix: SparseMatrix, transposedMatrix: SparseMatrix, isSymmetric: Bool) {
    self.matrix = matrix
    self.transposedMatrix = transposedMatrix
    self.isSymmetric = isSymmetric
  }

  /// Creates an operator from a matrix that is known to be symmetric in every bit.
  init(symmetric matrix: SparseMatrix) {
    self.init(matrix: matrix, transposedMatrix: matrix, isSymmetric: true)
  }

  /// The number of nodes.
  public var nodeCount: Int { matrix.rowCount }

  /// The number of entries of the matrix.
  public var entryCount: Int { matrix.entryCount }

  /// The number format of the matrix and of the states that it applies to.
  public var scalarType: ScalarType { matrix.scalarType }

  /// The transposed operator.
  public var transposed: GraphOperator {
    GraphOperator(matrix: transposedMatrix, transposedMatrix: matrix, isSymmetric: isSymmetric)
  }

  /// Returns the operator in another number format.
  public func converted(to scalarType: ScalarType) -> GraphOperator {
    let converted = matrix.converted(to: scalarType)
    return GraphOperator(
      matrix: converted,
      transposedMatrix: isSymmetric ? converted : transposedMatrix.converted(to: scalarType),
      isSymmetric: isSymmetric)
  }
}

extension GraphOperator: CustomStringConvertible {
  /// The number of nodes and entries, the scalar type, and whether the operator is symmetric.
  public var description: String {
    "\(isSymmetric ? "Symmetric" : "General") operator on \(nodeCount) nodes, "
      + "\(entryCount) entries, \(scalarType)"
  }
}
