import Tensors

/// The gradients that arrive from outside at the steps of a solve: at saved states, at times of the
/// trajectory, and at the end.
struct StepUpstreams<State: StateVector> {
  /// The gradient of a state inside a step, at a time that stays where it is when the step moves.
  struct Inside {
    let time: Double
    let gradient: State
  }

  /// The gradient of the solution's end, which an event puts inside the last step.
  var end = State.zero
  /// The gradient of the time of the solution's end.
  var endTime = 0.0
  /// The event that ended the solve; its share of the last step counts as fixed.
  let event: EventPoint<State>?
  /// The gradients of the states behind steps, by the step.
  var stepEnds: [Int: State] = [:]
  /// The gradients inside steps, by the step.
  var inside: [Int: [Inside]] = [:]
  /// The gradient of saved initial states.
  var start = State.zero

  /// Sorts the gradient of a solution by the steps that it arrives at.
  ///
  /// Where an event ended the solve, its pullback replaces the gradients of the end and its time by
  /// those at a fixed share of the last step.
  init<S: Stepper>(
    _ upstream: Solution<State>.TangentVector, of solution: Solution<State>, _ tape: Tape<S>,
    over span: TimeSpan, eventPullback: EventPullback<State>?
  ) where S.State == State {
    end = upstream.end
    endTime = upstream.endTime
    event = solution.eventPoint
    for (gradient, origin) in zip(upstream.states.base, tape.origins)
    where !gradient.isShapelessZero {
      switch origin {
      case .start: start.add(gradient, times: 1)
      case .stepEnd(let step, _): stepEnds[step, default: .zero].add(gradient, times: 1)
      case .end: end.add(gradient, times: 1)
      case .inside(let step, let time):
        inside[step, default: []].append(Inside(time: time, gradient: gradient))
      }
    }
    for (time, gradient) in upstream.trajectory.parts {
      if let step = tape.stepIndex(at: time, span.direction) {
        inside[step, default: []].append(Inside(time: time, gradient: gradient))
      } else {
        start.add(gradient, times: 1)
      }
    }
    if let event, let eventPullback { (end, endTime) = eventPullback(end, endTime, event) }
  }
}

/// Where an event ended a solve: the share of the last step, its size, and the solution's slope in
/// that share.
struct EventPoint<State: StateVector>: Sendable {
  let fraction: Double
  let stepSize: Double
  let slope: State
}

/// Turns the gradients of an event's state and time into those at a fixed share of its step.
typealias EventPullback<State: StateVector> =
  (_ state: State, _ time: Double, _ event: EventPoint<State>) -> (State, Double)
