extension Method {
  /// Stops with the offending number where a parameter is out of range.
  func validate() {
    switch self {
    case .asynchronousLeapfrog(let damping):
      precondition(
        damping > 0.5 && damping <= 1,
        "The damping is \(damping), but must be above 0.5 and at most 1.")
    case .mcCallumFoster(let base, let coupling):
      precondition(
        coupling > 0 && coupling <= 1,
        "The coupling is \(coupling), but must be positive and at most 1.")
      precondition(
        base.tableau.isExplicit,
        """
        The base method \(base.name) is implicit; make an explicit one reversible, such as \
        \(RungeKutta.rk4.name).
        """)
    case .rungeKutta, .additiveRungeKutta, .reversibleHeun, .symplectic: break
    }
  }

  /// Stops with the reason where the method cannot move the state of a field.
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
    case .rungeKutta, .asynchronousLeapfrog, .reversibleHeun, .mcCallumFoster: break
    }
  }
}
