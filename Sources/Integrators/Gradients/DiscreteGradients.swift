import Tensors

/// A solve with the pullback of its discrete solution, from kept carries or pullbacks.
struct DifferentiatedSolve<Field: VectorField>: StepperVisitor {
  typealias Result = (
    value: Solution<Field.State>,
    pullback: (Solution<Field.State>.TangentVector, EventPullback<Field.State>?) ->
      SolveGradient<Field>
  )

  let field: Field
  let state: Field.State
  let span: TimeSpan
  let saving: Saving
  let solver: Solver
  let event: EventWatch<Field.State>?
  let wantsTimes: Bool

  func visit<S: Stepper>(_ stepper: S) -> Result where S.Field == Field {
    switch solver.gradient {
    case .direct: direct(stepper)
    case .checkpointed: checkpointed(stepper)
    case .recursive(let budget): recursive(stepper, budget: budget)
    case .reversible: preconditionFailure("The method's steps cannot be undone.")
    case .recomputed: preconditionFailure("The gradient is recomputed before it comes to steps.")
    case .backsolve(let control): continuous(stepper, control, keeping: .nothing)
    case .interpolated(let control): continuous(stepper, control, keeping: .trajectory)
    }
  }

  func loop<S: Stepper>(_ stepper: S, keeping: Tape<S>.Keeping) -> SolveLoop<S>
  where S.Field == Field {
    SolveLoop(
      stepper, along: field, over: span, saving: saving, with: solver, until: event,
      keeping: keeping)
  }

  /// Returns the pullback of a solve, where `replay` passes each of its steps to the sweep, from the
  /// last to the first.
  func pullback<S: Stepper>(
    of solution: Solution<Field.State>, _ stepper: S, over tape: Tape<S>,
    replay: @escaping (inout ReverseSweep<S>) -> Void
  ) -> Result where S.Field == Field {
    (
      solution,
      { upstream, eventPullback in
        let upstreams = StepUpstreams(
          upstream, of: solution, tape, over: span, eventPullback: eventPullback)
        var sweep = ReverseSweep(stepper, over: tape, upstreams, wantsTimes: wantsTimes)
        replay(&sweep)
        var result = sweep.result
        if span.length == 0 && wantsTimes && solution.outcome == .reachedEnd {
          // There was no step, but the ends of the span move all the same.
          let slope = upstreams.end.dotProduct(with: field(state, at: span.start))
          result.span.end += slope + upstreams.endTime
          result.span.start -= slope + upstreams.endTime
        }
        return result
      }
    )
  }

  private func direct<S: Stepper>(_ stepper: S) -> Result where S.Field == Field {
    var recording = stepper
    recording.recording = wantsTimes ? .statesAndTimes : .states
    var loop = loop(recording, keeping: .pullbacks(withTimes: wantsTimes))
    let solution = loop.run(from: state)
    let tape = loop.tape
    return pullback(of: solution, stepper, over: tape) { sweep in
      for index in (0..<tape.stepCount).reversed() {
        let kept = tape.pullbacks[index]
        sweep.pass(index, kept.interpolant, through: kept.pullback)
      }
    }
  }

  private func checkpointed<S: Stepper>(_ stepper: S) -> Result where S.Field == Field {
    var loop = loop(stepper, keeping: .carries)
    let solution = loop.run(from: state)
    let tape = loop.tape
    return pullback(of: solution, stepper, over: tape) { sweep in
      for index in (0..<tape.stepCount).reversed() {
        sweep.replay(index, from: tape.carries.elements[index])
      }
    }
  }

  private func recursive<S: Stepper>(_ stepper: S, budget: Int) -> Result where S.Field == Field {
    var loop = loop(
      stepper, keeping: .someCarries(RecursiveReplay<S>.keptCount(of: budget)))
    let solution = loop.run(from: state)
    let tape = loop.tape
    return pullback(of: solution, stepper, over: tape) { sweep in
      var replay = RecursiveReplay(stepper, over: tape, budget: budget)
      replay.reverse { index, carry in sweep.replay(index, from: carry) }
    }
  }
}
