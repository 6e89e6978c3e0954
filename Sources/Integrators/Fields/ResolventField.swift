/// A vector field whose implicit stages have a solution of their own, by a factorisation for example.
///
/// Implicit and implicit–explicit methods ask for the state `Y` with `Y = base + s f(Y)`, where `f` is the stiff part
/// of a field that is split, and else the whole field. An implicit method that takes a split field as a whole does
/// not ask. For an affine `f(y) = L y + b` that is
/// `(I − s L)⁻¹ (base + s b)`: the resolvent of `L`. A field that can solve this better than by Newton's method
/// and Krylov's says so here.
public protocol ResolventField: VectorField {
  /// Returns the solution `Y` of `Y = base + scale · f(Y)`.
  ///
  /// - Parameters:
  ///   - base: The state of the stage but for its own velocity.
  ///   - scale: The step size times the stage's factor, not 0; negative backwards in time.
  ///   - time: The time of the stage.
  /// - Returns: The state, or `nil` where it is left to iteration.
  func resolvedState(from base: State, scaledBy scale: Double, at time: Double) -> State?

  /// Returns `(I − scale · Jᵀ)⁻¹ gradient` with the Jacobian `J` of `f`, which does not depend on the state.
  ///
  /// - Parameters:
  ///   - gradient: The gradient of a stage.
  ///   - scale: The step size times the stage's factor, not 0; negative backwards in time.
  ///   - time: The time of the stage.
  /// - Returns: The gradient of the stage's velocity, or `nil` where it is left to iteration.
  func resolvedGradient(_ gradient: State, scaledBy scale: Double, at time: Double) -> State?
}

extension VectorField {
  /// Returns the solution of an implicit stage of a part where the field has one of its own.
  func ownStage(
    from base: State, scaledBy scale: Double, at time: Double, part: FieldPart
  ) -> State? {
    guard part == .stiff || !Self.isSplit else { return nil }
    // Only the dynamic type tells: a witness of this type alone would make every field say no.
    guard let field = self as? any ResolventField else { return nil }
    return field.openedStage(from: base, scaledBy: scale, at: time) as? State
  }

  /// Returns the gradient of an implicit stage's velocity where the field has one of its own.
  func ownStageGradient(
    _ gradient: State, scaledBy scale: Double, at time: Double, part: FieldPart
  ) -> State? {
    guard part == .stiff || !Self.isSplit else { return nil }
    guard let field = self as? any ResolventField else { return nil }
    return field.openedGradient(gradient, scaledBy: scale, at: time) as? State
  }
}

extension ResolventField {
  fileprivate func openedStage(from base: Any, scaledBy scale: Double, at time: Double) -> Any? {
    (base as? State).flatMap { resolvedState(from: $0, scaledBy: scale, at: time) }
  }

  fileprivate func openedGradient(_ gradient: Any, scaledBy scale: Double, at time: Double) -> Any? {
    (gradient as? State).flatMap { resolvedGradient($0, scaledBy: scale, at: time) }
  }
}
