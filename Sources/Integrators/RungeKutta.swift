/// An explicit Runge–Kutta method: a tableau with a name and its orders.
public struct RungeKutta: Sendable, Equatable {
  /// The name by which the method is chosen and reported.
  public let name: String

  /// The order of convergence of the step that is taken.
  public let order: Int

  /// The order of the embedded method, if there is one.
  public let embeddedOrder: Int?

  /// The coefficients.
  public let tableau: ButcherTableau

  /// Creates a method from its tableau.
  ///
  /// - Precondition: `embeddedOrder` is given exactly where the tableau has an embedded method.
  public init(name: String, order: Int, embeddedOrder: Int? = nil, tableau: ButcherTableau) {
    precondition(
      (embeddedOrder != nil) == (tableau.errorWeights != nil),
      "The method \(name) must state an embedded order exactly where its tableau has one.")
    self.name = name
    self.order = order
    self.embeddedOrder = embeddedOrder
    self.tableau = tableau
  }

  /// Every built-in method, from the cheapest step to the dearest.
  public static let all: [RungeKutta] = [.euler, .midpoint, .rk4, .dormandPrince5]

  /// Euler's method: one stage, order 1.
  public static let euler = RungeKutta(
    name: "euler", order: 1, tableau: ButcherTableau(stages: [], weights: [1]))

  /// The explicit midpoint method: two stages, order 2.
  ///
  /// Reference: C. Runge, "Ueber die numerische Auflösung von Differentialgleichungen",
  /// Mathematische Annalen 46, 1895.
  public static let midpoint = RungeKutta(
    name: "midpoint", order: 2, tableau: ButcherTableau(stages: [[1 / 2]], weights: [0, 1]))

  /// Kutta's classical method: four stages, order 4.
  ///
  /// Reference: W. Kutta, "Beitrag zur näherungsweisen Integration totaler
  /// Differentialgleichungen", Zeitschrift für Mathematik und Physik 46, 1901.
  public static let rk4 = RungeKutta(
    name: "rk4", order: 4,
    tableau: ButcherTableau(
      stages: [
        [1 / 2],
        [0, 1 / 2],
        [0, 0, 1],
      ],
      weights: [1 / 6, 1 / 3, 1 / 3, 1 / 6]))

  /// The method of Dormand and Prince: order 5 with an embedded method of order 4, seven stages of
  /// which the last serves the next step, so that an accepted step costs six evaluations.
  ///
  /// Reference: J. R. Dormand and P. J. Prince, "A family of embedded Runge–Kutta formulae",
  /// Journal of Computational and Applied Mathematics 6, 1980, table 2. The embedded weights are
  /// those of L. F. Shampine, "Some practical Runge–Kutta formulas", Mathematics of Computation
  /// 46, 1986.
  public static let dormandPrince5 = RungeKutta(
    name: "dormand-prince-5", order: 5, embeddedOrder: 4,
    tableau: ButcherTableau(
      stages: [
        [1 / 5],
        [3 / 40, 9 / 40],
        [44 / 45, -56 / 15, 32 / 9],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
        [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
      ],
      weights: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
      embeddedWeights: [
        1951 / 21600, 0, 22642 / 50085, 451 / 720, -12231 / 42400, 649 / 6300, 1 / 60,
      ]))
}

extension RungeKutta: CustomStringConvertible {
  /// The method's name.
  public var description: String { name }
}
