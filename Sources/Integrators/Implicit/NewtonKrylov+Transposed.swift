import Tensors

extension NewtonKrylov {
  /// Solves `(I − scale · Jᵀ) x = right` for `x` up to round-off, with the product by `Jᵀ` given.
  ///
  /// - Returns: The solution, or a state that holds no number where the iteration stagnates far from
  ///   one, so that a failed gradient cannot pass for a result.
  func transposedSolution<State: StateVector>(
    of right: State, scaledBy scale: Double, through transposedJacobian: (State) -> State
  ) -> State {
    let length = right.length
    if length == 0 { return right }
    let unit = right.roundOff
    let result = transposedSolver.solve(right, until: 20 * unit * length) {
      State.sum($0, plus: [transposedJacobian($0)], times: [-scale])
    }
    // Round-off allows residuals of this size and no smaller ones.
    let size = max(length, result.operatorNorm * result.solution.length)
    return result.residual <= unit.squareRoot() * size ? result.solution : right.notANumber
  }
}
