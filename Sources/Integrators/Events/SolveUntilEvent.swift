public import Tensors

/// Returns the solution of `dy/dt = field(y, t)` from `state` at the start of `span` until an event
/// happens, or to the end of the span where it does not.
///
/// The event is found where its function changes sign from one accepted step to the next: the root
/// is located on the dense output, to round-off. `Solution.end` and `Solution.endTime` are state and
/// time of the event, and both have derivatives: with the event function `g`, its time moves by
/// `dt* = −(∂g/∂y · dy + dg) / (∂g/∂y · dy/dt + ∂g/∂t)`. An event at the very start does not count, so
/// that a solve may begin where another one was ended.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the start of `span`.
///   - span: The times to integrate over if nothing happens; its end may lie before its start.
///   - event: The function that crosses zero when the event happens.
///   - saving: Which states are kept beside the one at the end.
///   - solver: The method, its step control and its gradient.
/// - Returns: The solution, whose outcome is `.event` where the event happened and `.reachedEnd` where
///   it did not.
/// - Precondition: The span is finite, times to save at follow each other inside it, and the method
///   can move the field's state.
/// - Complexity: One value of the event function a step, and some dozen in the step of the event, which
///   cost no evaluation of the field.
@differentiable(reverse)
public func solve<Field: VectorField, Event: EventFunction>(
  _ field: Field, from state: Field.State, over span: TimeSpan, until event: Event,
  saving: Saving = .end, with solver: Solver
) -> Solution<Field.State> where Event.State == Field.State {
  plainSolve(
    field, from: state, over: span, saving: saving, with: solver,
    until: EventWatch(direction: event.direction) { event($0, at: $1) })
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField, Event: EventFunction>(
  _ field: Field, from state: Field.State, over span: TimeSpan, until event: Event,
  saving: Saving, with solver: Solver
) -> (
  value: Solution<Field.State>,
  pullback: (Solution<Field.State>.TangentVector) -> (
    Field.TangentVector, Field.State, TimeSpan.TangentVector, Event.TangentVector
  )
) where Event.State == Field.State {
  let (solution, pullback) = differentiatedSolve(
    field, from: state, over: span, saving: saving, with: solver,
    until: EventWatch(direction: event.direction) { event($0, at: $1) }, wantsTimes: true)
  return (
    solution,
    { upstream in
      var eventGradient = Event.TangentVector.zero
      let gradient = pullback(upstream) { stateGradient, timeGradient, point in
        let crossing = crossingPullback(of: event, at: solution.end, solution.endTime, point)
        let passed = crossing(stateGradient, timeGradient)
        eventGradient = passed.event
        return (passed.state, passed.time)
      }
      return (gradient.field, gradient.state, gradient.span, eventGradient)
    }
  )
}

/// Returns the pullback of an event's state and time: how they follow the step that it lies in, at a
/// fixed share θ of it, and the event's parameters.
///
/// With `G(θ) = g(u(θ), t + θ h)` the root moves by `dθ = −dG / G′(θ)`.
private func crossingPullback<Event: EventFunction>(
  of event: Event, at state: Event.State, _ time: Double, _ point: EventPoint<Event.State>
) -> (_ state: Event.State, _ time: Double) -> (
  event: Event.TangentVector, state: Event.State, time: Double
) {
  let pullback = valueWithPullback(at: event, state, time) { event, state, time in
    event(state, at: time)
  }.pullback
  let unit = pullback(1)
  let rate = unit.1.dotProduct(with: point.slope) + unit.2 * point.stepSize
  return { stateGradient, timeGradient in
    let shareGradient =
      stateGradient.dotProduct(with: point.slope) + timeGradient * point.stepSize
    let crossing = pullback(-shareGradient / rate)
    var state = crossing.1
    state.add(stateGradient, times: 1)
    return (crossing.0, state, timeGradient + crossing.2)
  }
}
