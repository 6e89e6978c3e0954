public import Tensors

/// Returns a state `y*` that a field leaves where it is, `f(y*, t) = 0`, found on the way from
/// another one.
///
/// Its gradient is that of the implicit function theorem: with the gradient `u` of the state, the
/// solution `λ` of `(∂f/∂y)ᵀ λ = −u` gives `(∂f/∂θ)ᵀ λ` to the parameters θ and `(∂f/∂t)ᵀ λ` to the
/// time. It costs some products with the transposed Jacobian, for GMRES, however long the way was,
/// and nothing has to be kept of that. The first state has no gradient: it only chooses between
/// steady states. Where no steady state was found, or the linear equation cannot be solved, as with a
/// singular Jacobian, gradients are not numbers.
///
/// Reference: S. Bai, J. Z. Kolter and V. Koltun, "Deep equilibrium models", NeurIPS 2019, theorem 1.
///
/// - Parameters:
///   - field: The right-hand side `f`.
///   - start: The first state, of any shape that the field accepts.
///   - time: The time `t` that the field is held at.
///   - solver: The way there, and what counts as having arrived.
/// - Returns: The last state, and what happened.
/// - Complexity: Memory for as many states as GMRES has basis vectors, however many steps it takes.
@differentiable(reverse)
public func steadyState<Field: VectorField>(
  of field: Field, from start: Field.State, at time: Double, with solver: SteadyStateSolver
) -> SteadyState<Field.State> {
  solver.validate()
  var search = SteadyStateSearch(of: field, at: time, with: solver)
  return search.run(from: start)
}

@derivative(of: steadyState)
@usableFromInline
func _vjpSteadyState<Field: VectorField>(
  of field: Field, from start: Field.State, at time: Double, with solver: SteadyStateSolver
) -> (
  value: SteadyState<Field.State>,
  pullback: (SteadyState<Field.State>.TangentVector) -> (Field.TangentVector, Field.State, Double)
) {
  let found = steadyState(of: field, from: start, at: time, with: solver)
  return (
    found,
    { upstream in
      if upstream.state.isShapelessZero { return (.zero, .zero, 0) }
      let pullback = valueWithPullback(at: field, found.state, time) { field, state, time in
        field(state, at: time)
      }.pullback
      let multiplier =
        found.outcome == .steady
        ? solver.newton.transposedSolver.solution(of: upstream.state.multiplied(by: -1)) {
          pullback($0).1
        }
        : found.state.notANumber
      let (fieldGradient, _, timeGradient) = pullback(multiplier)
      return (fieldGradient, multiplier.allFinite ? .zero : multiplier, timeGradient)
    }
  )
}
