public import Tensors

/// A function of state and time that tells by crossing zero when something happens: a ball meets the
/// ground, a sum reaches its limit.
///
/// Its differentiable stored properties are parameters, with a gradient like those of a field. It is
/// looked at where accepted steps end, so that two crossings inside one step go unseen: limit the
/// steps by `largestStep` where that may happen.
public protocol EventFunction<State>: Differentiable {
  /// What the field of the solve moves.
  associatedtype State: StateVector = Tensor

  /// Which change of sign counts.
  var direction: EventDirection { get }

  /// Returns a number that crosses zero when the event happens.
  @differentiable(reverse)
  func callAsFunction(_ state: State, at time: Double) -> Double
}

extension EventFunction {
  /// Both changes of sign count unless the event says otherwise.
  public var direction: EventDirection { .either }
}

/// Which change of sign of an event function counts.
public enum EventDirection: Sendable, Equatable {
  /// From negative to positive.
  case rising
  /// From positive to negative.
  case falling
  /// Both.
  case either
}
