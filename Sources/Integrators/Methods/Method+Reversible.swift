extension Method {
  /// ``Method/mcCallumFoster(_:coupling:)`` around ``RungeKutta/rk4``, of order 4.
  public static let reversibleRK4 = Method.mcCallumFoster(.rk4)

  /// ``Method/mcCallumFoster(_:coupling:)`` around ``RungeKutta/dormandPrince5``, of order 5 with an
  /// error estimate.
  public static let reversibleDormandPrince5 = Method.mcCallumFoster(.dormandPrince5)

  /// ``SymplecticMethod/semiImplicitEuler``, of order 1.
  public static let semiImplicitEuler = Method.symplectic(.semiImplicitEuler)

  /// ``SymplecticMethod/leapfrog``, of order 2: the usual choice for a ``SecondOrderField``.
  public static let leapfrog = Method.symplectic(.leapfrog)

  /// ``SymplecticMethod/yoshida4``, of order 4.
  public static let yoshida4 = Method.symplectic(.yoshida4)

  /// The reversible methods of ``Method/all``.
  static let reversible: [Method] =
    [.asynchronousLeapfrog(), .reversibleHeun, .reversibleRK4, .reversibleDormandPrince5]
    + SymplecticMethod.all.map { .symplectic($0) }

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
    default: break
    }
  }
}
