extension RungeKutta {
  /// Euler's method: one stage, order 1.
  ///
  /// With equal steps a solve is a residual network whose layers share their weights. Choose it to
  /// compare with such a network, or as the plainest reference; never for accuracy.
  ///
  /// Reference: L. Euler, "Institutionum calculi integralis", volume 1, 1768, section 2, chapter 7.
  public static let euler = RungeKutta(
    name: "euler", order: 1, tableau: ButcherTableau(stages: [], weights: [1]))

  /// The explicit midpoint method: two stages, order 2.
  ///
  /// Choose it for fixed steps on fields that are not smooth enough for order 4 to pay.
  ///
  /// Reference: C. Runge, "Ueber die numerische Auflösung von Differentialgleichungen",
  /// Mathematische Annalen 46, 1895.
  public static let midpoint = RungeKutta(
    name: "midpoint", order: 2, tableau: ButcherTableau(stages: [[1 / 2]], weights: [0, 1]))

  /// Heun's method, the explicit trapezoidal rule: two stages, order 2, with Euler's method embedded.
  ///
  /// The cheapest step with an error estimate. Choose it for adaptive steps at loose tolerances,
  /// about 1e-2, or on fields that are barely smooth.
  ///
  /// Reference: K. Heun, "Neue Methoden zur approximativen Integration der Differentialgleichungen
  /// einer unabhängigen Veränderlichen", Zeitschrift für Mathematik und Physik 45, 1900.
  public static let heun = RungeKutta(
    name: "heun", order: 2, embeddedOrder: 1,
    tableau: ButcherTableau(stages: [[1]], weights: [1 / 2, 1 / 2], embeddedWeights: [1, 0]))

  /// Ralston's method: two stages, order 2, with the node 2/3.
  ///
  /// Of all methods with two stages it has the smallest bound on the error of a step. Choose it
  /// for fixed steps at the price of ``midpoint`` or ``heun``.
  ///
  /// Reference: A. Ralston, "Runge–Kutta methods with minimum error bounds", Mathematics of
  /// Computation 16, 1962.
  public static let ralston = RungeKutta(
    name: "ralston", order: 2, tableau: ButcherTableau(stages: [[2 / 3]], weights: [1 / 4, 3 / 4]))

  /// The pair 2(1) of Fehlberg: three stages, order 2, with a method of order 1 embedded.
  ///
  /// The two members differ by little, so that it takes larger steps than ``heun`` at the same tolerances,
  /// and errs more. Choose it for loose tolerances, to see how exact a solution has to be.
  ///
  /// Reference: E. Fehlberg, "Low-order classical Runge–Kutta formulas with stepsize control and their
  /// application to some heat transfer problems", NASA technical report R-315, 1969; here the member of
  /// order 2 is the one that is followed.
  public static let fehlberg2 = RungeKutta(
    name: "fehlberg-2", order: 2, embeddedOrder: 1,
    tableau: ButcherTableau(
      stages: [
        [1 / 2],
        [1 / 256, 255 / 256],
      ],
      weights: [1 / 512, 255 / 256, 1 / 512],
      embeddedWeights: [1 / 256, 255 / 256, 0]))

  /// The pair 3(2) of Bogacki and Shampine: four stages of which the last serves the next step, so
  /// that an accepted step costs three evaluations.
  ///
  /// Choose it for adaptive steps at tolerances of about 1e-2 to 1e-4, and for fields with kinks
  /// such as networks with `relu`.
  ///
  /// Reference: P. Bogacki and L. F. Shampine, "A 3(2) pair of Runge–Kutta formulas", Applied
  /// Mathematics Letters 2, 1989.
  public static let bogackiShampine3 = RungeKutta(
    name: "bogacki-shampine-3", order: 3, embeddedOrder: 2,
    tableau: ButcherTableau(
      stages: [
        [1 / 2],
        [0, 3 / 4],
        [2 / 9, 1 / 3, 4 / 9],
      ],
      weights: [2 / 9, 1 / 3, 4 / 9, 0],
      embeddedWeights: [7 / 24, 1 / 4, 1 / 3, 1 / 8]))
}
