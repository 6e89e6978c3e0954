/// How the equations of implicit stages are solved.
public struct NewtonKrylov: Sendable, Equatable {
  /// Creates the usual settings.
  public init() {}
}

extension NewtonKrylov {
  /// Solves `k = f(base + scale · k, time)` for the velocity `k`.
  ///
  /// - Returns: The velocity and, where the evaluator records, the pullback of the field at the
  ///   solution; `nil` where the iteration does not converge.
  func velocity<Field: VectorField>(
    of evaluator: inout FieldEvaluator<Field>, part: FieldPart = .whole, from base: Field.State,
    scaledBy scale: Double, at time: Double, startingAt guess: Field.State?
  ) -> (velocity: Field.State, pullback: FieldPullback<Field>?)? {
    preconditionFailure("not there yet")
  }

  /// Solves `(I − scale · Jᵀ) x = right` for `x`, with the product by `Jᵀ` given.
  func transposedSolution<State: StateVector>(
    of right: State, scaledBy scale: Double, through transposedJacobian: (State) -> State
  ) -> State {
    preconditionFailure("not there yet")
  }
}
