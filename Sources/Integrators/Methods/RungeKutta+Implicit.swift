extension RungeKutta {
  /// The implicit Euler method: one implicit stage, order 1, L-stable.
  ///
  /// Choose it for fixed steps on very stiff fields whose solution is wanted roughly: no component
  /// ever grows that should decay.
  ///
  /// Reference: E. Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 2nd edition,
  /// Springer 1996, section IV.1.
  public static let implicitEuler = RungeKutta(
    name: "implicit-euler", order: 1,
    tableau: ButcherTableau(stages: [], diagonal: [1], weights: [1]))

  /// The trapezoidal rule: one implicit stage after an explicit one, order 2, with the implicit Euler
  /// method embedded.
  ///
  /// It is A-stable but not L-stable: what is very stiff oscillates from step to step with hardly any
  /// damping, and the estimate of the error does not damp it either. Choose it for fixed steps on
  /// fields that are mildly stiff, or that conserve what they move.
  ///
  /// Reference: J. Crank and P. Nicolson, "A practical method for numerical evaluation of solutions
  /// of partial differential equations of the heat-conduction type", Mathematical Proceedings of the
  /// Cambridge Philosophical Society 43, 1947.
  public static let trapezoid = RungeKutta(
    name: "trapezoid", order: 2, embeddedOrder: 1,
    tableau: ButcherTableau(
      stages: [[1 / 2]], diagonal: [0, 1 / 2], weights: [1 / 2, 1 / 2], embeddedWeights: [0, 1]))

  /// The pair 3(2) of Kværnø: an explicit stage and three implicit ones, of which the last serves the
  /// next step.
  ///
  /// The step that is taken is its last stage, so the method is L-stable; the embedded method is the
  /// stage before. Choose it for adaptive steps on stiff fields at tolerances of about 1e-2 to 1e-4.
  ///
  /// All coefficients are rational in the diagonal entry `γ`, a root of `x³ − 3x² + 3x/2 − 1/6`.
  ///
  /// Reference: A. Kværnø, "Singly diagonally implicit Runge–Kutta methods with an explicit first
  /// stage", BIT Numerical Mathematics 44, 2004.
  public static let kvaerno3: RungeKutta = {
    let gamma = 0.435866521508458999416019
    let embedded = [(gamma * (6 - 4 * gamma) - 1) / (4 * gamma), (1 - 2 * gamma) / (4 * gamma)]
    let taken = [
      (6 * gamma - 1) / (12 * gamma), 1 / (12 * gamma * (1 - 2 * gamma)),
      (1 - 6 * gamma * (1 - gamma)) / (3 * (1 - 2 * gamma)),
    ]
    return RungeKutta(
      name: "kvaerno-3", order: 3, embeddedOrder: 2,
      tableau: ButcherTableau(
        stages: [[gamma], embedded, taken], diagonal: [0, gamma, gamma, gamma],
        weights: taken + [gamma], embeddedWeights: embedded + [gamma, 0]))
  }()

  /// The pair 5(4) of Kværnø: an explicit stage and six implicit ones, of which the last serves the
  /// next step.
  ///
  /// The step that is taken is its last stage, so the method is L-stable; the embedded method is the
  /// stage before. Choose it for adaptive steps on stiff fields at tolerances of about 1e-4 to 1e-8.
  /// One stage lies behind the step's end: its node is 1.23.
  ///
  /// The coefficients are known to seventeen decimals, which satisfy the order conditions up to
  /// 2e-17. The continuous extension is our own: of all those of order 4 with the field's slopes at
  /// both ends it is the one whose quartic terms have the smallest sum of squares.
  ///
  /// Reference: A. Kværnø, "Singly diagonally implicit Runge–Kutta methods with an explicit first
  /// stage", BIT Numerical Mathematics 44, 2004.
  public static let kvaerno5: RungeKutta = {
    let gamma = 0.26
    let embedded = [
      0.13855640231268224, 0, -0.04245337201752043, 0.02446657898003141, 0.61943039072480676,
    ]
    let taken = [
      0.13659751177640291, 0, -0.05496908796538376, -0.04118626728321046, 0.62993304899016403,
      0.06962479448202728,
    ]
    let tableau = ButcherTableau(
      stages: [
        [gamma],
        [0.13, 0.84033320996790809],
        [0.22371961478320505, 0.47675532319799699, -0.06470895363112615],
        [0.16648564323248321, 0.10450018841591720, 0.03631482272098715, -0.13090704451073998],
        embedded,
        taken,
      ],
      diagonal: [0] + [Double](repeating: gamma, count: 6),
      weights: taken + [gamma], embeddedWeights: embedded + [gamma, 0])
    return RungeKutta(
      name: "kvaerno-5", order: 5, embeddedOrder: 4, tableau: tableau,
      continuousExtension: ContinuousExtension(
        of: tableau,
        additions: [
          [
            -0.48424934964585915088, 0, 0.99217470118034617456, -0.62410803310215604671,
            1.3801004273784249646, -0.63195887290537798812, -0.6319588729053779535,
          ]
        ]))
  }()
}
