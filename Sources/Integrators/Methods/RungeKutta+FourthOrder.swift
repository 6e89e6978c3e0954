extension RungeKutta {
  /// Kutta's classical method: four stages, order 4.
  ///
  /// Choose it for fixed steps on smooth fields: no method of order 4 takes fewer evaluations.
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

  /// Kutta's 3/8 rule: four stages, order 4.
  ///
  /// Its errors are often a little smaller than those of ``rk4``, for the same evaluations but
  /// more additions. Choose it to compare with torchdiffeq, whose `rk4` it is.
  ///
  /// Reference: W. Kutta, "Beitrag zur näherungsweisen Integration totaler
  /// Differentialgleichungen", Zeitschrift für Mathematik und Physik 46, 1901.
  public static let rk4ThreeEighths = RungeKutta(
    name: "rk4-3/8", order: 4,
    tableau: ButcherTableau(
      stages: [
        [1 / 3],
        [-1 / 3, 1],
        [1, -1, 1],
      ],
      weights: [1 / 8, 3 / 8, 3 / 8, 1 / 8]))
}
