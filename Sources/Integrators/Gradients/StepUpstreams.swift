import Tensors

/// The gradients that arrive from outside at the steps of a solve: at saved states, at times of the
/// trajectory, and at the end.
struct StepUpstreams<State: StateVector> {
  /// The gradient of a state inside a step, at a time that stays where it is when the step moves.
  struct Inside {
    let time: Double
    let gradient: State
  }

  /// The gradient of a state inside a step at a fraction of it, and that of its time.
  struct AtEvent {
    let fraction: Double
    let state: State
    let time: Double
  }

  /// The gradient of the state at the end of the last step.
  var end = State.zero
  /// The gradient of the event that the last step stopped at.
  var event: AtEvent?
  /// The gradient of the end of the span, apart from that of the steps.
  var endTime = 0.0
  /// The gradients of the states behind steps, by the step.
  var stepEnds: [Int: State] = [:]
  /// The gradients inside steps, by the step.
  var inside: [Int: [Inside]] = [:]
  /// The gradient of saved initial states.
  var start = State.zero
  /// The time that the gradients of states behind steps count as fixed at.
  init<S: Stepper>(_ upstream: Solution<State>.TangentVector, of tape: Tape<S>, over span: TimeSpan)
  where S.State == State {
    end = upstream.end
    endTime = upstream.endTime
    for (gradient, origin) in zip(upstream.states.base, tape.origins)
    where !gradient.isShapelessZero {
      switch origin {
      case .start: start.add(gradient, times: 1)
      case .stepEnd(let step): stepEnds[step, default: .zero].add(gradient, times: 1)
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
  }

  /// Whether nothing arrives anywhere.
  var isZero: Bool {
    end.isShapelessZero && start.isShapelessZero && stepEnds.isEmpty && inside.isEmpty
      && event == nil && endTime == 0
  }
}
