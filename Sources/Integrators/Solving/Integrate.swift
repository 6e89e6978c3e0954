import Tensors

/// Returns the state at the end of `span`, starting from `state` at its start.
///
/// Solves `dy/dt = field(y, t)`. Gradients in the field's parameters, in the initial state and in
/// both ends of the span are those of the discrete solution unless the solver says otherwise. Where
/// the solve fails, the result is not a number in every element; `solve` tells why.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the start of `span`, of any shape that the field accepts.
///   - span: The times to integrate over; its end may lie before its start.
///   - solver: The method, its step control and its gradient.
/// - Returns: The state at the end of `span`, of the same shape as `state`.
/// - Precondition: The span is finite, and the method can move the field's state.
/// - Complexity: The statistics of `solve` count the evaluations; ``GradientMethod`` says what a
///   gradient costs.
@differentiable(reverse)
public func integrate<Field: VectorField>(
  _ field: Field, from state: Field.State, over span: TimeSpan, with solver: Solver
) -> Field.State {
  solve(field, from: state, over: span, with: solver).endOrNotANumber
}

/// Returns the state at the end of `interval`, starting from `state` at its beginning, with no
/// gradient in the times.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the lower bound of `interval`, of any shape that the field accepts.
///   - interval: The times to integrate over.
///   - solver: The method, its step control and its gradient.
/// - Returns: The state at the upper bound of `interval`, of the same shape as `state`; not a number
///   in every element where the solve fails.
/// - Precondition: The interval is finite, and the method can move the field's state.
@differentiable(reverse)
public func integrate<Field: VectorField>(
  _ field: Field, from state: Field.State, over interval: ClosedRange<Double>, with solver: Solver
) -> Field.State {
  solve(field, from: state, over: interval, with: solver).endOrNotANumber
}
