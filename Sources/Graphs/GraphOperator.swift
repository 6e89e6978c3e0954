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
public struct GraphOperator: Sendable {
  /// The operator as a square matrix.
  public let matrix: SparseMatrix

  /// The transpose; the same matrix when the operator is symmetric.
  public let transposedMatrix: SparseMatrix

  /// Whether the operator equals its transpose in every bit.
  public let isSymmetric: Bool

  /// An interval that holds all eigenvalues, where they are known to be real.
  ///
  /// Operators that are made of a graph by a ``Normalisation`` know theirs; for other symmetric ones it is that
  /// of Gershgorin's discs, and for those that are not symmetric it has to be given.
  public let spectralInterval: ClosedRange<Double>?

  /// Creates an operator from a matrix.
  ///
  /// - Parameters:
  ///   - matrix: A square matrix.
  ///   - spectralInterval: An interval that holds all eigenvalues, where they are known to be real and the
  ///     operator to be similar to a symmetric one by a diagonal matrix, as walks over undirected graphs are.
  /// - Complexity: O(nodes + entries).
  public init(_ matrix: SparseMatrix, spectralInterval: ClosedRange<Double>? = nil) {
    precondition(
      matrix.rowCount == matrix.columnCount,
      "An operator on nodes is square, but the matrix has \(matrix.rowCount) rows and "
        + "\(matrix.columnCount) columns.")
    let transposed = matrix.transposed()
    let isSymmetric = transposed == matrix
    self.init(
      matrix: matrix, transposedMatrix: isSymmetric ? matrix : transposed, isSymmetric: isSymmetric,
      spectralInterval: spectralInterval ?? (isSymmetric ? matrix.gershgorinInterval : nil))
  }

  private init(
    matrix: SparseMatrix, transposedMatrix: SparseMatrix, isSymmetric: Bool,
    spectralInterval: ClosedRange<Double>?
  ) {
    self.matrix = matrix
    self.transposedMatrix = transposedMatrix
    self.isSymmetric = isSymmetric
    self.spectralInterval = spectralInterval
  }

  /// Creates an operator from a matrix that is known to be symmetric in every bit.
  init(symmetric matrix: SparseMatrix, spectralInterval: ClosedRange<Double>? = nil) {
    self.init(
      matrix: matrix, transposedMatrix: matrix, isSymmetric: true,
      spectralInterval: spectralInterval ?? matrix.gershgorinInterval)
  }

  /// The number of nodes.
  public var nodeCount: Int { matrix.rowCount }

  /// The number of entries of the matrix.
  public var entryCount: Int { matrix.entryCount }

  /// The number format of the matrix and of the states that it applies to.
  public var scalarType: ScalarType { matrix.scalarType }

  /// The transposed operator.
  public var transposed: GraphOperator {
    GraphOperator(
      matrix: transposedMatrix, transposedMatrix: matrix, isSymmetric: isSymmetric,
      spectralInterval: spectralInterval)
  }

  /// Returns the operator in another number format.
  public func converted(to scalarType: ScalarType) -> GraphOperator {
    let converted = matrix.converted(to: scalarType)
    return GraphOperator(
      matrix: converted,
      transposedMatrix: isSymmetric ? converted : transposedMatrix.converted(to: scalarType),
      isSymmetric: isSymmetric, spectralInterval: spectralInterval)
  }
}

extension GraphOperator: Equatable {
  /// Returns whether two operators have the same matrix.
  public static func == (left: GraphOperator, right: GraphOperator) -> Bool {
    left.matrix == right.matrix
  }
}

extension SparseMatrix {
  /// The interval that Gershgorin's discs cover, which holds the eigenvalues of a symmetric matrix.
  ///
  /// A disc lies around an entry of the diagonal, and its radius is the sum of the other magnitudes in the row.
  /// It is `nil` where an entry is not finite.
  fileprivate var gershgorinInterval: ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    func widen<Scalar: BinaryFloatingPoint>(_ values: UnsafePointer<Scalar>) {
      for row in 0..<rowCount {
        var (middle, radius) = (0.0, 0.0)
        for entry in pattern.entryRange(row) {
          let value = Double(values[entry])
          if pattern.columns[entry] == row { middle = value } else { radius += abs(value) }
        }
        low = min(low, middle - radius)
        high = max(high, middle + radius)
      }
    }
    switch scalarType {
    case .float32: values.withFloats { widen($0) }
    case .float64: values.withDoubles { widen($0) }
    }
    return low.isFinite && high.isFinite && low <= high ? low...high : nil
  }
}

extension GraphOperator: CustomStringConvertible {
  /// The number of nodes and entries, the scalar type, and whether the operator is symmetric.
  public var description: String {
    "\(isSymmetric ? "Symmetric" : "General") operator on \(nodeCount) nodes, "
      + "\(entryCount) entries, \(scalarType)"
  }
}
