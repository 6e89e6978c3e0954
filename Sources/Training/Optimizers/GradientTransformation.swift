public import Tensors

/// How gradients by the old coefficients of a parameter lead to those by new ones.
///
/// A parameter of shape `[old, …]` becomes one of `[new, …]`, and a gradient `g` becomes `N g` with a matrix
/// `N` along the first axis. What an optimizer remembers is linear in gradients, and is multiplied by
/// `N`; or in their squares, by the squares of `N`'s elements, which is exact where the gradients of
/// different coefficients are not correlated; or it bounds their magnitudes, and is multiplied by those of
/// `N`'s elements; or it is made of gradients in units of their size, and is multiplied by `N` with rows of
/// length 1.
public struct GradientTransformation: Sendable {
  /// The matrix `N`, `[new, old]`.
  public let matrix: Tensor

  /// Creates a transformation.
  ///
  /// - Parameter matrix: The matrix `N`, `[new, old]`.
  public init(_ matrix: Tensor) {
    precondition(matrix.rank == 2, "A transformation has the shape \(matrix.shape), but must be [new, old].")
    self.matrix = matrix
  }

  /// What an optimizer's array is made of.
  enum Content {
    /// Gradients.
    case gradients
    /// Squares of gradients.
    case squares
    /// Magnitudes of gradients.
    case magnitudes
    /// Gradients in units of their size.
    case normalisedGradients
  }

  /// The lengths of the rows of `N`, `[new, 1]`; 1 for a row of zeros.
  private var lengths: Tensor {
    let squares = square(matrix).sum(alongAxis: 1).elements
    return Tensor(
      shape: [matrix.shape[0], 1], elements: squares.map { $0 > 0 ? $0.squareRoot() : 1 },
      scalarType: matrix.scalarType)
  }

  /// Returns what an array of shape `[old, …]` becomes, `[new, …]`.
  func carried(_ array: Tensor, of content: Content, parameter: String) -> Tensor {
    let extent = array.rank == 0 ? 0 : array.shape[0]
    precondition(
      extent == matrix.shape[1],
      "The state of '\(parameter)' has \(extent) rows, but its transformation takes \(matrix.shape[1]).")
    let factors =
      switch content {
      case .gradients: matrix
      case .squares: square(matrix)
      case .magnitudes: abs(matrix)
      case .normalisedGradients: matrix / lengths
      }
    let flat = array.reshaped(to: [extent, array.elementCount / max(extent, 1)])
    return matmul(factors.converted(to: array.scalarType), flat)
      .reshaped(to: array.shape.replacing(axis: 0, with: matrix.shape[0]))
  }
}
