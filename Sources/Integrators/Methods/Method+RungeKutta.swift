extension Method {
  /// ``RungeKutta/euler``, of order 1.
  public static let euler = Method.rungeKutta(.euler)

  /// ``RungeKutta/midpoint``, of order 2.
  public static let midpoint = Method.rungeKutta(.midpoint)

  /// ``RungeKutta/heun``, of order 2 with an error estimate.
  public static let heun = Method.rungeKutta(.heun)

  /// ``RungeKutta/ralston``, of order 2.
  public static let ralston = Method.rungeKutta(.ralston)

  /// ``RungeKutta/fehlberg2``, of order 2 with an error estimate.
  public static let fehlberg2 = Method.rungeKutta(.fehlberg2)

  /// ``RungeKutta/bogackiShampine3``, of order 3 with an error estimate.
  public static let bogackiShampine3 = Method.rungeKutta(.bogackiShampine3)

  /// ``RungeKutta/rk4``, of order 4.
  public static let rk4 = Method.rungeKutta(.rk4)

  /// ``RungeKutta/rk4ThreeEighths``, of order 4.
  public static let rk4ThreeEighths = Method.rungeKutta(.rk4ThreeEighths)

  /// ``RungeKutta/dormandPrince5``, of order 5 with an error estimate: the usual choice.
  public static let dormandPrince5 = Method.rungeKutta(.dormandPrince5)

  /// ``RungeKutta/tsitouras5``, of order 5 with an error estimate.
  public static let tsitouras5 = Method.rungeKutta(.tsitouras5)

  /// ``RungeKutta/verner6``, of order 6 with an error estimate.
  public static let verner6 = Method.rungeKutta(.verner6)

  /// ``RungeKutta/dormandPrince8``, of order 8 with an error estimate, for tight tolerances.
  public static let dormandPrince8 = Method.rungeKutta(.dormandPrince8)

  /// ``RungeKutta/implicitEuler``, of order 1, for very stiff fields.
  public static let implicitEuler = Method.rungeKutta(.implicitEuler)

  /// ``RungeKutta/trapezoid``, of order 2 with an error estimate, for mildly stiff fields.
  public static let trapezoid = Method.rungeKutta(.trapezoid)

  /// ``RungeKutta/kvaerno3``, of order 3 with an error estimate, for stiff fields.
  public static let kvaerno3 = Method.rungeKutta(.kvaerno3)

  /// ``RungeKutta/kvaerno5``, of order 5 with an error estimate, for stiff fields.
  public static let kvaerno5 = Method.rungeKutta(.kvaerno5)

  /// ``AdditiveRungeKutta/kennedyCarpenter3``, of order 3 with an error estimate, for split fields.
  public static let kennedyCarpenter3 = Method.additiveRungeKutta(.kennedyCarpenter3)

  /// ``AdditiveRungeKutta/kennedyCarpenter4``, of order 4 with an error estimate, for split fields.
  public static let kennedyCarpenter4 = Method.additiveRungeKutta(.kennedyCarpenter4)
}
