import Tensors

/// A solve without a gradient.
private struct PlainSolve<Field: VectorField>: StepperVisitor {
  let field: Field
  let state: Field.State
  let span: TimeSpan
  let saving: Saving
  let solver: Solver
  let event: EventWatch<Field.State>?

  func visit<S: Stepper>(_ stepper: S) -> Solution<Field.State> where S.Field == Field {
    var loop = SolveLoop(
      stepper, along: field, over: span, saving: saving, with: solver, until: event,
      keeping: .nothing)
    return loop.run(from: state)
  }
}

/// Solves without keeping anything for a gradient.
func plainSolve<Field: VectorField>(
  _ field: Field, from state: Field.State, over span: TimeSpan, saving: Saving,
  with solver: Solver, until event: EventWatch<Field.State>?
) -> Solution<Field.State> {
  validate(field, from: state, over: span, saving: saving, with: solver)
  let solver = solver.restarting(atJumpsOf: field)
  return solver.method.withStepper(
    along: field, newton: solver.newton,
    PlainSolve(
      field: field, state: state, span: span, saving: saving, solver: solver, event: event))
}

/// Solves with a pullback.
func differentiatedSolve<Field: VectorField>(
  _ field: Field, from state: Field.State, over span: TimeSpan, saving: Saving,
  with solver: Solver, until event: EventWatch<Field.State>?, wantsTimes: Bool
) -> DifferentiatedSolve<Field>.Result {
  if case .recomputed(let gradient) = solver.gradient {
    let solution = plainSolve(
      field, from: state, over: span, saving: saving, with: solver, until: event)
    var again = solver
    again.gradient = gradient
    let detailed = again
    return (
      solution,
      { upstream, eventPullback in
        differentiatedSolve(
          field, from: state, over: span, saving: saving, with: detailed, until: event,
          wantsTimes: wantsTimes
        ).pullback(upstream, eventPullback)
      }
    )
  }
  validate(field, from: state, over: span, saving: saving, with: solver)
  let solver = solver.restarting(atJumpsOf: field)
  return solver.method.withStepper(
    along: field, newton: solver.newton,
    DifferentiatedSolve(
      field: field, state: state, span: span, saving: saving, solver: solver, event: event,
      wantsTimes: wantsTimes))
}

extension Solver {
  /// Returns this solver with a restart at each jump of a field.
  fileprivate func restarting<Field: VectorField>(atJumpsOf field: Field) -> Solver {
    let times = field.jumpTimes
    guard !times.isEmpty else { return self }
    var copy = self
    copy.stepControl = stepControl.restarting(at: times)
    return copy
  }
}

/// Stops with the reason where what is asked for is out of range or cannot be combined.
private func validate<Field: VectorField>(
  _ field: Field, from state: Field.State, over span: TimeSpan, saving: Saving, with solver: Solver
) {
  precondition(
    span.length.isFinite,
    "The span from \(span.start) to \(span.end) must be finite.")
  solver.validate()
  solver.method.validate(for: field)
  saving.validate(over: span)
  precondition(
    Field.State.zero.tensorCount == state.tensorCount,
    """
    The zero of \(Field.State.self) shows \(Field.State.zero.tensorCount) tensors, but the state \
    \(state.tensorCount); make it show as many shapeless ones.
    """)
  solver.stepControl.adaptiveSteps?.norm.validate(for: state)
  solver.gradient.adjointControl?.adaptiveSteps?.norm.validate(for: state)
}
