import Tensors

/// A solve with the pullback of its discrete solution, from kept carries or pullbacks.
struct DifferentiatedSolve<Field: VectorField>: StepperVisitor {
  typealias Result = (
    value: Solution<Field.State>, pullback: (Upstream) -> SolveGradient<Field>
  )

  /// What arrives at the solution, and at the event that ended it.
  struct Upstream {
    let solution: Solution<Field.State>.TangentVector
    var event: StepUpstreams<Field.State>.AtEvent?
  }

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
    }
  }

  private func loop<S: Stepper>(_ stepper: S, keeping: Tape<S>.Keeping) -> SolveLoop<S>
  where S.Field == Field {
    SolveLoop(
      stepper, along: field, over: span, saving: saving, with: solver, until: event,
      keeping: keeping)
  }

  private func sweep<S: Stepper>(
    _ stepper: S, over loop: SolveLoop<S>, _ upstream: Upstream
  ) -> ReverseSweep<S> where S.Field == Field {
    var upstreams = StepUpstreams(upstream.solution, of: loop.tape, over: span)
    upstreams.event = upstream.event
    return ReverseSweep(
      stepper, over: loop.tape, loop.itinerary, span, upstreams, wantsTimes: wantsTimes)
  }

  private func direct<S: Stepper>(_ stepper: S) -> Result where S.Field == Field {
    var recording = stepper
    recording.recording = wantsTimes ? .statesAndTimes : .states
    var loop = loop(recording, keeping: .pullbacks(withTimes: wantsTimes))
    let solution = loop.run(from: state)
    return (
      solution,
      { [loop] upstream in
        var sweep = sweep(stepper, over: loop, upstream)
        for index in (0..<loop.tape.stepCount).reversed() {
          let kept = loop.tape.pullbacks[index]
          sweep.pass(index, kept.interpolant, through: kept.pullback)
        }
        return sweep.result
      }
    )
  }

  private func checkpointed<S: Stepper>(_ stepper: S) -> Result where S.Field == Field {
    var loop = loop(stepper, keeping: .carries)
    let solution = loop.run(from: state)
    return (
      solution,
      { [loop] upstream in
        var sweep = sweep(stepper, over: loop, upstream)
        for index in (0..<loop.tape.stepCount).reversed() {
          sweep.replay(index, from: loop.tape.carries.elements[index])
        }
        return sweep.result
      }
    )
  }

  private func recursive<S: Stepper>(_ stepper: S, budget: Int) -> Result where S.Field == Field {
    var loop = loop(stepper, keeping: .someCarries(budget))
    let solution = loop.run(from: state)
    return (
      solution,
      { [loop] upstream in
        var sweep = sweep(stepper, over: loop, upstream)
        var replay = RecursiveReplay(stepper, over: loop.tape, budget: budget)
        replay.reverse { index, carry in sweep.replay(index, from: carry) }
        return sweep.result
      }
    )
  }
}
