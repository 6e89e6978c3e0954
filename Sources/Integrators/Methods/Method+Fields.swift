extension Method {
  /// Stops with the reason where a field is not of the kind that the method needs.
  func validate<Field: VectorField>(for field: Field) {
    switch self {
    case .additiveRungeKutta:
      precondition(
        Field.isSplit,
        """
        The method \(name) needs to know the stiff and the soft part of the field; \(Field.self) \
        must conform to SplitVectorField to tell them apart.
        """)
    case .symplectic:
      precondition(
        field is any SecondOrderField,
        """
        The method \(name) moves positions and velocities in turn, but \(Field.self) is not a \
        SecondOrderField; make it one, or use a method such as \(Method.dormandPrince5.name).
        """)
    case .exponential(let method): method.validate(for: field)
    case .exponentialRungeKutta(let method): method.validate(for: field)
    default: break
    }
  }
}
