public import Tensors

/// The result of a solve, with what happened on the way.
///
/// End state, end time and saved states have derivatives.
public struct Solution<State: StateVector>: Differentiable, Sendable {
  /// The state at ``endTime``, of the same shape as the initial state.
  public var end: State

  /// The time that was reached: the end of the span where ``outcome`` is `.reachedEnd`, that of the
  /// event where it is `.event`.
  public var endTime: Double

  /// The states that ``Saving`` asked for, as far as the solve came; those of ``times``.
  public var states: [State]

  /// The solution as a function of time where `Saving.trajectory` asked for it, otherwise empty.
  public var trajectory: Trajectory<State>

  /// The times of ``states``.
  @noDerivative public let times: [Double]

  /// How the solve ended.
  @noDerivative public let outcome: Outcome

  /// What the solve cost.
  @noDerivative public internal(set) var statistics: Statistics

  /// Where in its last step an event ended the solve.
  @noDerivative var eventPoint: EventPoint<State>?

  /// Why the gradient is not computed as the solver asks for; `nil` where it is, and in a solve that
  /// nothing differentiates.
  @noDerivative public internal(set) var gradientFallback: GradientFallback?

  init(
    end: State, endTime: Double, states: [State], trajectory: Trajectory<State>, times: [Double],
    outcome: Outcome, statistics: Statistics, eventPoint: EventPoint<State>? = nil
  ) {
    self.end = end
    self.endTime = endTime
    self.states = states
    self.trajectory = trajectory
    self.times = times
    self.outcome = outcome
    self.statistics = statistics
    self.eventPoint = eventPoint
  }
}

/// How a solve ended.
public enum Outcome: Sendable, Equatable {
  /// The end of the span was reached.
  case reachedEnd
  /// An event ended the solve.
  case event
  /// There were more events than a solve with jumps may have.
  case eventLimit
  /// The solver's step limit was reached first.
  case stepLimit
  /// The error could not be brought below the tolerance with steps of the smallest size, or steps
  /// were too small to change the time.
  case stepUnderflow
  /// A state or a velocity became infinite or not a number, or an event function not a number.
  case nonFinite
  /// The equations of an implicit step were not solved, not even with the smallest step.
  case unsolvedStep

  /// Whether the solve came to an end that was asked for.
  public var isSuccess: Bool { self == .reachedEnd || self == .event }
}

/// What a solve cost.
public struct Statistics: Sendable, Equatable {
  /// The number of accepted steps.
  public var steps = 0
  /// The number of steps that were tried and rejected.
  public var rejectedSteps = 0
  /// The number of evaluations of the vector field; gradients cost more that are not counted.
  ///
  /// An exponential method counts products with the field's operator, which cost about as much.
  public var evaluations = 0
  /// The highest degree of a polynomial in the field's operator that a step was computed by; 0 for methods
  /// other than exponential ones.
  public var degree = 0
  /// The number of solves whose gradient is not computed as the solver asks for; see
  /// ``Solution/gradientFallback``.
  public var gradientFallbacks = 0

  /// Creates the statistics of a solve that has not begun.
  public init() {}

  /// Adds what another solve cost.
  public static func += (statistics: inout Statistics, other: Statistics) {
    statistics.steps += other.steps
    statistics.rejectedSteps += other.rejectedSteps
    statistics.evaluations += other.evaluations
    statistics.degree = max(statistics.degree, other.degree)
    statistics.gradientFallbacks += other.gradientFallbacks
  }

  /// Returns what two solves cost together.
  public static func + (first: Statistics, second: Statistics) -> Statistics {
    var sum = first
    sum += second
    return sum
  }
}

/// Why a gradient is not computed as the solver asks for.
public enum GradientFallback: Sendable, Equatable {
  /// Undoing the steps missed the states that they came from by this much, relative to their size:
  /// checkpoints are used instead.
  case inexactReconstruction(error: Double)
}

extension Solution {
  /// The end state where the solve succeeded; otherwise a state of its shape that holds no number,
  /// so that a failed solve cannot pass for a result.
  @differentiable(reverse)
  public var endOrNotANumber: State { outcome.isSuccess ? end : end.notANumber }

  @derivative(of: endOrNotANumber)
  @usableFromInline
  func _vjpEndOrNotANumber() -> (value: State, pullback: (State) -> TangentVector) {
    (
      endOrNotANumber,
      { TangentVector(end: $0, endTime: 0, states: .zero, trajectory: .zero) }
    )
  }
}
