extension Method {
  /// Returns why this method cannot follow fields of a type, and what to do; `nil` where it can.
  ///
  /// - Parameter type: The type of the right-hand side.
  /// - Returns: The reason in a sentence, with which a solve would stop.
  public func reasonAgainst<Field: VectorField>(_ type: Field.Type) -> String? {
    switch self {
    case .additiveRungeKutta where !Field.isSplit:
      """
      The method \(name) needs to know the stiff and the soft part of the field; \(Field.self) \
      must conform to SplitVectorField to tell them apart.
      """
    case .symplectic where !(type is any SecondOrderField.Type):
      """
      The method \(name) moves positions and velocities in turn, but \(Field.self) is not a \
      SecondOrderField; make it one, or use a method such as \(Method.dormandPrince5.name).
      """
    case .exponential where !(type is any AffineField.Type):
      """
      The method \(name) solves fields that are linear in the state but for a source; \(Field.self) must \
      conform to AffineField to be one, or be solved by a method such as \(Method.dormandPrince5.name).
      """
    case .exponentialRungeKutta where !(type is any SemilinearField.Type):
      """
      The method \(name) needs a field whose stiff part is linear in the state but for a source; \
      \(Field.self) must conform to SemilinearField to be one, or be solved by a method such as \
      \(Method.kvaerno5.name).
      """
    default: nil
    }
  }

  /// Stops with the reason where a field is not of the kind that the method needs.
  func validate<Field: VectorField>(for field: Field) {
    if let reason = reasonAgainst(Field.self) { preconditionFailure(reason) }
  }
}
