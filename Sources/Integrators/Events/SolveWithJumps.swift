public import Tensors

/// Returns the solution of `dy/dt = field(y, t)` over `span`, where the state jumps at every event and
/// the solve starts anew behind it.
///
/// Gradients flow through the jumps and through the times at which they happen.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the start of `span`.
///   - span: The times to integrate over.
///   - event: The function that crosses zero when an event happens.
///   - jump: What an event does to the state.
///   - eventLimit: The largest number of events; a ball that comes to rest bounces without end.
///   - saving: Which states are kept beside the one at the end. At the time of an event that is the
///     state before the jump.
///   - solver: The method, its step control and its gradient. The step limit holds for each stretch
///     between events.
/// - Returns: The solution, whose outcome is `.eventLimit` where there were too many events.
/// - Precondition: `saving` is not `.trajectory`: a trajectory has no jumps. Save times or steps. The
///   limit is not negative, the span is finite, and the method can move the field's state.
@differentiable(reverse)
public func solve<Field: VectorField, Event: EventFunction, Jump: JumpMap>(
  _ field: Field, from state: Field.State, over span: TimeSpan, jumpingAt event: Event,
  by jump: Jump, eventLimit: Int = 1000, saving: Saving = .end, with solver: Solver
) -> HybridSolution<Field.State> where Event.State == Field.State, Jump.State == Field.State {
  var run = HybridRun<Field.State>(saving: saving, span: span, eventLimit: eventLimit)
  var (state, span) = (state, span)
  while run.continues {
    let solution = solve(
      field, from: state, over: span, until: event, saving: run.remainingSaving, with: solver)
    run.append(solution)
    if run.continues {
      state = jump(solution.end, at: solution.endTime)
      span.start = solution.endTime
    }
  }
  return run.solution
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField, Event: EventFunction, Jump: JumpMap>(
  _ field: Field, from state: Field.State, over span: TimeSpan, jumpingAt event: Event,
  by jump: Jump, eventLimit: Int, saving: Saving, with solver: Solver
) -> (
  value: HybridSolution<Field.State>,
  pullback: (HybridSolution<Field.State>.TangentVector) -> (
    Field.TangentVector, Field.State, TimeSpan.TangentVector, Event.TangentVector,
    Jump.TangentVector
  )
) where Event.State == Field.State, Jump.State == Field.State {
  typealias State = Field.State
  typealias Stretch = (Solution<State>.TangentVector) -> (
    Field.TangentVector, State, TimeSpan.TangentVector, Event.TangentVector
  )
  var run = HybridRun<Field.State>(saving: saving, span: span, eventLimit: eventLimit)
  var stretches: [Stretch] = []
  var jumps: [(State) -> (Jump.TangentVector, State, Double)] = []
  var (state, start) = (state, span)
  while run.continues {
    let (solution, pullback) = _vjpSolve(
      field, from: state, over: start, until: event, saving: run.remainingSaving, with: solver)
    run.append(solution)
    stretches.append(pullback)
    if run.continues {
      let (behind, jumpPullback) = valueWithPullback(at: jump, solution.end, solution.endTime) {
        jump, state, time in jump(state, at: time)
      }
      jumps.append { jumpPullback($0) }
      (state, start) = (behind, TimeSpan(from: solution.endTime, to: span.end))
    }
  }
  let finished = run
  return (
    finished.solution,
    { upstream in
      var field = Field.TangentVector.zero
      var event = Event.TangentVector.zero
      var jump = Jump.TangentVector.zero
      var spanGradient = TimeSpan.TangentVector.zero
      var (state, time) = (upstream.end, upstream.endTime)
      for index in stretches.indices.reversed() {
        if index < finished.eventTimes.count, !upstream.eventTimes.base.isEmpty {
          time += upstream.eventTimes.base[index]
        }
        let gradient = stretches[index](
          .init(
            end: state, endTime: time, states: .init(finished.states(upstream.states.base, of: index)),
            trajectory: .zero))
        field += gradient.0
        spanGradient.end += gradient.2.end
        event += gradient.3
        (state, time) = (gradient.1, gradient.2.start)
        guard index > 0 else { break }
        let before = jumps[index - 1](state)
        jump += before.0
        state = before.1
        time += before.2
      }
      spanGradient.start = time
      return (field, state, spanGradient, event, jump)
    }
  )
}
