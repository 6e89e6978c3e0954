import Tensors

extension NewtonKrylov {
  /// Solves `(I − scale · Jᵀ) x = right` for `x` up to round-off, with the product by `Jᵀ` given.
  ///
  /// - Returns: The solution, or a state that holds no number where the iteration stagnates far from
  ///   one, so that a failed gradient cannot pass for a result.
  func transposedSolution<State: StateVector>(
    of right: State, scaledBy scale: Double, through transposedJacobian: (State) -> State
  ) -> State {
    transposedSolver.solution(of: right) {
      State.sum($0, plus: [transposedJacobian($0)], times: [-scale])
    }
  }

  /// Solves `(I − scale · Jᵀ) x = right` as the field itself does, or with the product by `Jᵀ` given.
  func transposedSolution<Field: VectorField>(
    of right: Field.State, along field: Field, part: FieldPart = .whole, scaledBy scale: Double,
    at time: Double, through transposedJacobian: (Field.State) -> Field.State
  ) -> Field.State {
    field.ownStageGradient(right, scaledBy: scale, at: time, part: part)
      ?? transposedSolution(of: right, scaledBy: scale, through: transposedJacobian)
  }
}

extension GMRES {
  /// Solves `A x = right` for `x` up to round-off, with the product by `A` given.
  ///
  /// - Returns: The solution, or a state that holds no number where the iteration stagnates far from
  ///   one.
  func solution<State: StateVector>(of right: State, product: (State) -> State) -> State {
    let length = right.length
    if length == 0 { return right }
    let unit = right.roundOff
    let result = solve(right, until: 20 * unit * length, product: product)
    // Round-off of the products alone leaves a residual of the second size.
    let largest = max(
      unit.squareRoot() * length, 10 * unit * result.operatorNorm * result.solution.length)
    return result.residual <= largest ? result.solution : right.notANumber
  }
}
