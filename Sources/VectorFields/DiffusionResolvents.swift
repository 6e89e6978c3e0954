public import Graphs
public import Tensors

extension DampedDiffusion {
  /// Returns the steady state `(I − A)⁻¹ e = Σₙ Aⁿ e`: the solution as time goes on without end.
  ///
  /// It is up to `1/(1 − α)` times the source, and has gradients in both parameters of the field. It
  /// costs one factorisation, or one run of conjugate gradients, for all channels.
  ///
  /// - Parameter resolvent: The solver of systems over the field's adjacency.
  /// - Returns: The state, of the shape of the source, and how it was found.
  /// - Precondition: No share is below 0, or 1 and above, and the resolvent is one over the field's nodes.
  @differentiable(reverse,wrt: self)
  public func steadyState(using resolvent: GraphResolvent) -> LinearSolution {
    resolvent.solution(
      of: source, diagonal: alpha.scaled(by: -0.5) + 1, rate: alpha.scaled(by: 0.5))
  }

  /// Returns the solution `y` of `y = x + h ((A − I) y + e)`: an implicit Euler step, or a stage of a
  /// diagonally implicit method.
  ///
  /// A resolvent keeps the factor of its last step size and shares: stages with the same `h` are
  /// solved with one factor.
  ///
  /// - Parameters:
  ///   - state: The state `x`, of the shape of the source.
  ///   - stepSize: The step size `h`, not negative.
  ///   - resolvent: The solver of systems over the field's adjacency.
  /// - Returns: The state `y`, of the shape of `x`, and how it was found.
  /// - Precondition: `h` is not negative, and the resolvent is one over the field's nodes.
  @differentiable(reverse,wrt: (self, state))
  public func implicitStep(
    from state: Tensor, by stepSize: Double, using resolvent: GraphResolvent
  ) -> LinearSolution {
    resolvent.solution(
      of: state + source.scaled(by: stepSize),
      diagonal: alpha.scaled(by: -0.5 * stepSize) + (1 + stepSize),
      rate: alpha.scaled(by: 0.5 * stepSize))
  }
}

extension SourcedDiffusion {
  /// Returns the solution `y` of `y = x + h (ρ (Â y − y) + e)`: an implicit Euler step, or a stage of
  /// a diagonally implicit method.
  ///
  /// A resolvent keeps the factor of its last step size and rates: stages with the same `h` are
  /// solved with one factor.
  ///
  /// - Parameters:
  ///   - state: The state `x`, of the shape of the source.
  ///   - stepSize: The step size `h`, not negative.
  ///   - resolvent: The solver of systems over the field's adjacency.
  /// - Returns: The state `y`, of the shape of `x`, and how it was found.
  /// - Precondition: `h` is not negative, and the resolvent is one over the field's nodes.
  @differentiable(reverse,wrt: (self, state))
  public func implicitStep(
    from state: Tensor, by stepSize: Double, using resolvent: GraphResolvent
  ) -> LinearSolution {
    resolvent.solution(
      of: state + source.scaled(by: stepSize), diagonal: rate.scaled(by: stepSize) + 1,
      rate: rate.scaled(by: stepSize))
  }
}
