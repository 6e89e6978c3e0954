public import Tensors

/// The solution of a system of linear equations, and how it was found.
///
/// The state has a derivative, and no other property.
public struct LinearSolution: Differentiable, Sendable {
  /// The solution, of the shape of the right side; not numbers where ``outcome`` is not `.solved`,
  /// but for `.iterationLimit`, where it is the last approximation.
  public var state: Tensor

  /// Whether the equations are solved and, if not, why.
  @noDerivative public let outcome: Outcome

  /// The largest norm of what the equations lack, relative to that of the right side, over all
  /// right sides; not a number where there is no solution.
  @noDerivative public let residual: Double

  /// The number of iterations; 0 for a factorisation.
  @noDerivative public let iterations: Int

  init(state: Tensor, outcome: Outcome, residual: Double, iterations: Int) {
    self.state = state
    self.outcome = outcome
    self.residual = residual
    self.iterations = iterations
  }

  /// How the solution of linear equations ended.
  public enum Outcome: Sendable, Equatable {
    /// The equations are solved, by iteration to its tolerance.
    case solved
    /// The limit of iterations was reached first.
    case iterationLimit
    /// The matrix is not positive definite to rounding.
    case notPositiveDefinite
    /// A number became infinite or is none.
    case nonFinite
    /// There is no memory for the factor.
    case outOfMemory
  }
}

extension LinearSolution {
  /// The state where the equations are solved; otherwise a state of its shape that holds no number,
  /// so that a failed solve cannot pass for a result.
  @differentiable(reverse)
  public var stateOrNotANumber: Tensor {
    outcome == .solved ? state : .notANumber(like: state)
  }

  @derivative(of: stateOrNotANumber)
  @usableFromInline
  func _vjpStateOrNotANumber() -> (value: Tensor, pullback: (Tensor) -> TangentVector) {
    (stateOrNotANumber, { TangentVector(state: $0) })
  }
}

extension Tensor {
  /// Returns a tensor of the shape of another that holds no number.
  static func notANumber(like other: Tensor) -> Tensor {
    Tensor(repeating: .nan, shape: other.shape, scalarType: other.scalarType)
  }
}
