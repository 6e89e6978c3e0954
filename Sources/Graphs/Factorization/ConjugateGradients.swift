public import Tensors

/// The method of conjugate gradients for symmetric positive definite systems, preconditioned by the
/// matrix's diagonal.
///
/// It needs products with the matrix and a few vectors, where a factorisation may need more memory
/// than there is. With the condition `κ` of the matrix scaled by its diagonal, the error falls to `ε`
/// in about `½ √κ ln(2/ε)` iterations.
///
/// Reference: Y. Saad, "Iterative Methods for Sparse Linear Systems", 2nd edition, SIAM 2003,
/// algorithm 9.1.
public struct ConjugateGradients: Sendable, Equatable {
  /// The norm of the residual at which a right side counts as solved, relative to its own norm.
  public var tolerance: Double

  /// The largest number of iterations.
  public var iterationLimit: Int

  /// Creates a method.
  ///
  /// - Parameters:
  ///   - tolerance: The norm of the residual at which a right side counts as solved, relative to its
  ///     own norm.
  ///   - iterationLimit: The largest number of iterations.
  /// - Precondition: Both are positive.
  public init(tolerance: Double, iterationLimit: Int) {
    precondition(tolerance > 0, "The tolerance is \(tolerance), but must be positive.")
    precondition(
      iterationLimit > 0, "The iteration limit is \(iterationLimit), but must be positive.")
    self.tolerance = tolerance
    self.iterationLimit = iterationLimit
  }

  /// Returns the solution `x` of `A x = b`, of all right sides at once.
  ///
  /// Each right side has its own search directions and step sizes; they share the products with the
  /// matrix. One that is solved waits for the others.
  ///
  /// - Parameters:
  ///   - matrix: The matrix `A`, symmetric positive definite.
  ///   - rightSides: The tensor `b`, `[rowCount, …]`, of rank 1 or more and of the matrix's scalar
  ///     type.
  /// - Returns: The solution, the number of iterations, and the largest residual.
  /// - Precondition: Shapes fit and scalar types agree.
  /// - Complexity: O((`entryCount` + `rowCount`) × width) an iteration, width the product of the
  ///   trailing axes.
  public func solution(of matrix: SparseMatrix, _ rightSides: Tensor) -> LinearSolution {
    precondition(
      matrix.rowCount == matrix.columnCount && rightSides.rank > 0
        && rightSides.shape[0] == matrix.rowCount,
      "Right sides of shape \(rightSides.shape) do not fit a matrix of \(matrix.rowCount) rows and "
        + "\(matrix.columnCount) columns.")
    guard rightSides.elementCount > 0 else {
      return LinearSolution(state: rightSides, outcome: .solved, residual: 0, iterations: 0)
    }
    let width = rightSides.elementCount / matrix.rowCount
    var search = ConjugateSearch(
      matrix, rightSides.reshaped(to: [matrix.rowCount, width]), tolerance: tolerance)
    while search.outcome == nil { search.iterate(limit: iterationLimit) }
    return search.result(shape: rightSides.shape)
  }
}

/// The state of an iteration over several right sides, one a column.
private struct ConjugateSearch {
  private let matrix: SparseMatrix
  private let rightSides: Tensor
  private let inverseDiagonal: Tensor
  private let goals: [Double]  // squares of norms
  private var solution: Tensor
  private var rest: Tensor
  private var direction: Tensor
  private var products: [Double]  // of the rest and the preconditioned rest
  private var iterations = 0
  private(set) var outcome: LinearSolution.Outcome?

  init(_ matrix: SparseMatrix, _ rightSides: Tensor, tolerance: Double) {
    self.matrix = matrix
    self.rightSides = rightSides
    inverseDiagonal = (1 / matrix.diagonal).reshaped(to: [matrix.rowCount, 1])
    let squares = rightSides.columnDots(with: rightSides)
    goals = squares.map { $0 * tolerance * tolerance }
    solution = .zeros(like: rightSides)
    rest = rightSides
    direction = rightSides * inverseDiagonal
    products = rightSides.columnDots(with: direction)
    if !squares.allSatisfy(\.isFinite) || !products.allSatisfy(\.isFinite) {
      outcome = .nonFinite
    } else if squares.allSatisfy({ $0 == 0 }) {
      outcome = .solved
    } else if zip(products, squares).contains(where: { $0 <= 0 && $1 > 0 }) {
      outcome = .notPositiveDefinite
    }
  }

  mutating func iterate(limit: Int) {
    let squares = rest.columnDots(with: rest)
    let isOpen = zip(squares, goals).map { $0 > $1 }
    if !isOpen.contains(true) {
      // Comparisons with what is not a number are false.
      outcome = squares.allSatisfy(\.isFinite) ? .solved : .nonFinite
      return
    }
    guard iterations < limit else {
      outcome = .iterationLimit
      return
    }
    let image = matrix(direction)
    let curvatures = direction.columnDots(with: image)
    for column in isOpen.indices where isOpen[column] && !(curvatures[column] > 0) {
      outcome = curvatures[column].isNaN ? .nonFinite : .notPositiveDefinite
      return
    }
    let steps = row(isOpen.indices.map { isOpen[$0] ? products[$0] / curvatures[$0] : 0 })
    solution += direction * steps
    rest = rest - image * steps
    let preconditioned = rest * inverseDiagonal
    let newProducts = rest.columnDots(with: preconditioned)
    let turns = row(isOpen.indices.map { isOpen[$0] ? newProducts[$0] / products[$0] : 0 })
    direction = preconditioned + direction * turns
    products = newProducts
    iterations += 1
  }

  private func row(_ elements: [Double]) -> Tensor {
    Tensor(shape: [elements.count], elements: elements, scalarType: rightSides.scalarType)
  }

  /// Returns what was found; the residual is computed anew from the solution.
  func result(shape: Shape) -> LinearSolution {
    let outcome = outcome ?? .iterationLimit
    guard outcome == .solved || outcome == .iterationLimit else {
      return LinearSolution(
        state: Tensor.notANumber(like: rightSides).reshaped(to: shape), outcome: outcome,
        residual: .nan, iterations: iterations)
    }
    return LinearSolution(
      state: solution.reshaped(to: shape), outcome: outcome,
      residual: relativeResidual(of: matrix, solution, rightSides), iterations: iterations)
  }
}

/// Returns how far a solution is from its right sides.
///
/// - Parameters:
///   - matrix: The matrix `A`.
///   - solution: The tensor `x`, `[rowCount, width]`.
///   - rightSides: The tensor `b`, of the shape of `x`.
/// - Returns: The largest norm of a column of `b − A x` relative to that of `b`, or to 1 where that is 0.
func relativeResidual(of matrix: SparseMatrix, _ solution: Tensor, _ rightSides: Tensor) -> Double {
  let rest = rightSides - matrix(solution)
  let squares = zip(rest.columnDots(with: rest), rightSides.columnDots(with: rightSides))
  return squares.reduce(0) { largest, square in
    let quotient = (square.0 / (square.1 > 0 ? square.1 : 1)).squareRoot()
    return quotient.isNaN || largest.isNaN ? .nan : max(largest, quotient)
  }
}

extension Tensor {
  /// Returns the inner product of each column with that of `other`.
  fileprivate func columnDots(with other: Tensor) -> [Double] { (self * other).sum(alongAxis: 0).elements }
}
