public import Tensors

/// Returns the solution of `dy/dt = field(y, t)` over `span`, starting from `state`.
///
/// Numerical failure is part of the result: `Solution.outcome` tells whether the end was reached,
/// and `Solution.end` is the last state that was.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the start of `span`, of any shape that the field accepts.
///   - span: The times to integrate over; its end may lie before its start.
///   - saving: Which states are kept beside the one at the end.
///   - solver: The method, its step control and its gradient.
/// - Returns: The last state that was reached, those to be saved, and what happened.
/// - Precondition: The span is finite, times to save at follow each other inside it, and the method
///   can move the field's state.
/// - Complexity: The statistics count the evaluations of the field, which usually take most of the
///   time. Memory for a few states and those that are saved; ``GradientMethod`` says what a gradient
///   keeps besides.
@differentiable(reverse)
public func solve<Field: VectorField>(
  _ field: Field, from state: Field.State, over span: TimeSpan, saving: Saving = .end,
  with solver: Solver
) -> Solution<Field.State> {
  plainSolve(field, from: state, over: span, saving: saving, with: solver, until: nil)
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField>(
  _ field: Field, from state: Field.State, over span: TimeSpan, saving: Saving,
  with solver: Solver
) -> (
  value: Solution<Field.State>,
  pullback: (Solution<Field.State>.TangentVector) -> (
    Field.TangentVector, Field.State, TimeSpan.TangentVector
  )
) {
  let (solution, pullback) = differentiatedSolve(
    field, from: state, over: span, saving: saving, with: solver, until: nil, wantsTimes: true)
  return (
    solution,
    { upstream in
      let gradient = pullback(upstream, nil)
      return (gradient.field, gradient.state, gradient.span)
    }
  )
}

/// Returns the solution of `dy/dt = field(y, t)` over `interval`, starting from `state`, with no
/// gradient in the times.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the lower bound of `interval`, of any shape that the field accepts.
///   - interval: The times to integrate over.
///   - saving: Which states are kept beside the one at the end.
///   - solver: The method, its step control and its gradient.
/// - Returns: The last state that was reached, those to be saved, and what happened.
/// - Precondition: The interval is finite, times to save at ascend inside it, and the method can move
///   the field's state.
@differentiable(reverse)
public func solve<Field: VectorField>(
  _ field: Field, from state: Field.State, over interval: ClosedRange<Double>,
  saving: Saving = .end, with solver: Solver
) -> Solution<Field.State> {
  let span = TimeSpan(from: interval.lowerBound, to: interval.upperBound)
  return plainSolve(field, from: state, over: span, saving: saving, with: solver, until: nil)
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField>(
  _ field: Field, from state: Field.State, over interval: ClosedRange<Double>, saving: Saving,
  with solver: Solver
) -> (
  value: Solution<Field.State>,
  pullback: (Solution<Field.State>.TangentVector) -> (Field.TangentVector, Field.State)
) {
  let span = TimeSpan(from: interval.lowerBound, to: interval.upperBound)
  let (solution, pullback) = differentiatedSolve(
    field, from: state, over: span, saving: saving, with: solver, until: nil, wantsTimes: false)
  return (
    solution,
    { upstream in
      let gradient = pullback(upstream, nil)
      return (gradient.field, gradient.state)
    }
  )
}
