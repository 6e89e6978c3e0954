public import Tensors

/// Returns the state at the end of `interval`, starting from `state` at its beginning.
///
/// Solves `dy/dt = field(y, t)`. Gradients in the field's parameters and in the initial state are
/// those of the discrete solution. Where the solve fails, the result is not a number in every
/// element; `solve` tells why.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the lower bound of `interval`, of any shape that the field accepts.
///   - interval: The times to integrate over.
///   - solver: The method, its step control and its gradient.
/// - Returns: The state at the upper bound of `interval`, of the same shape as `state`.
/// - Complexity: The statistics of `solve` count the evaluations; a gradient costs one more
///   forward and one reverse evaluation of each accepted step's stages.
@differentiable(reverse)
public func integrate<Field: VectorField>(
  _ field: Field, from state: Tensor, over interval: ClosedRange<Double>, with solver: Solver
) -> Tensor {
  solve(field, from: state, over: interval, with: solver).endOrNotANumber
}

/// Returns the solution of `dy/dt = field(y, t)` over `interval`, starting from `state`.
///
/// Numerical failure is part of the result: `Solution.outcome` tells whether the end was reached,
/// and `Solution.end` is the last state that was.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the lower bound of `interval`, of any shape that the field accepts.
///   - interval: The times to integrate over.
///   - solver: The method, its step control and its gradient.
/// - Returns: The last state that was reached, how far it is, and what it cost.
@differentiable(reverse)
public func solve<Field: VectorField>(
  _ field: Field, from state: Tensor, over interval: ClosedRange<Double>, with solver: Solver
) -> Solution {
  var loop = SolveLoop(solver: solver, interval: interval, keepsCheckpoints: false)
  return loop.run(field, from: state)
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField>(
  _ field: Field, from state: Tensor, over interval: ClosedRange<Double>, with solver: Solver
) -> (
  value: Solution, pullback: (Solution.TangentVector) -> (Field.TangentVector, Tensor)
) {
  switch solver.gradient {
  case .checkpointed: return checkpointedSolve(field, from: state, over: interval, with: solver)
  }
}

/// Solves with the state before each step kept, for a pullback that replays the steps in reverse.
private func checkpointedSolve<Field: VectorField>(
  _ field: Field, from state: Tensor, over interval: ClosedRange<Double>, with solver: Solver
) -> (
  value: Solution, pullback: (Solution.TangentVector) -> (Field.TangentVector, Tensor)
) {
  var loop = SolveLoop(solver: solver, interval: interval, keepsCheckpoints: true)
  let solution = loop.run(field, from: state)
  let checkpoints = loop.checkpoints
  let tableau = solver.method.tableau
  return (
    solution,
    { upstream in
      var fieldGradient = Field.TangentVector.zero
      var stateGradient = upstream.end
      if stateGradient.isShapelessZero { return (fieldGradient, stateGradient) }
      for checkpoint in checkpoints.reversed() {
        let (fieldPart, statePart) = tableau.stepPullback(
          stateGradient, along: field, from: checkpoint.state, at: checkpoint.time,
          by: checkpoint.stepSize)
        fieldGradient += fieldPart
        stateGradient = statePart
      }
      return (fieldGradient, stateGradient)
    }
  )
}
