public import Tensors

/// The result of a solve, with what happened on the way.
public struct Solution: Differentiable, Sendable {
  /// How a solve ended.
  public enum Outcome: Sendable, Equatable {
    /// The end of the interval was reached.
    case reachedEnd
    /// The solver's step limit was reached first.
    case stepLimit
    /// The error could not be brought below the tolerance with steps that still change the time.
    case stepUnderflow
    /// A state or a velocity became infinite or not a number.
    case nonFinite
  }

  /// What a solve cost.
  public struct Statistics: Sendable, Equatable {
    /// The number of accepted steps.
    public var steps = 0
    /// The number of steps that were tried and rejected.
    public var rejectedSteps = 0
    /// The number of evaluations of the vector field; gradients cost more that are not counted.
    public var evaluations = 0
  }

  /// The state at `endTime`, of the same shape as the initial state.
  public var end: Tensor

  /// The time that was reached: the end of the interval where `outcome` is `.reachedEnd`.
  @noDerivative public let endTime: Double

  /// How the solve ended.
  @noDerivative public let outcome: Outcome

  /// What the solve cost.
  @noDerivative public let statistics: Statistics

  init(end: Tensor, endTime: Double, outcome: Outcome, statistics: Statistics) {
    self.end = end
    self.endTime = endTime
    self.outcome = outcome
    self.statistics = statistics
  }
}

extension Solution {
  /// The end state where the end was reached; otherwise a tensor of its shape that holds no
  /// number, so that a failed solve cannot pass for a result.
  @differentiable(reverse)
  public var endOrNotANumber: Tensor {
    outcome == .reachedEnd
      ? end : Tensor(repeating: .nan, shape: end.shape, scalarType: end.scalarType)
  }

  @derivative(of: endOrNotANumber)
  @usableFromInline
  func _vjpEndOrNotANumber() -> (value: Tensor, pullback: (Tensor) -> TangentVector) {
    (endOrNotANumber, { TangentVector(end: $0) })
  }
}
