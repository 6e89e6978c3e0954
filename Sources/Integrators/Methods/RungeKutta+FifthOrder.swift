extension RungeKutta {
  /// The pair 5(4) of Dormand and Prince: seven stages of which the last serves the next step, so
  /// that an accepted step costs six evaluations.
  ///
  /// The usual choice for adaptive steps, at tolerances of about 1e-3 to 1e-8.
  ///
  /// Reference: J. R. Dormand and P. J. Prince, "A family of embedded Runge–Kutta formulae",
  /// Journal of Computational and Applied Mathematics 6, 1980, table 2. The embedded weights are
  /// those of L. F. Shampine, "Some practical Runge–Kutta formulas", Mathematics of Computation
  /// 46, 1986. The continuous extension of order 4 is that of DOPRI5: E. Hairer, S. P. Nørsett and
  /// G. Wanner, "Solving Ordinary Differential Equations I", 2nd edition, Springer 1993, section
  /// II.6.
  public static let dormandPrince5: RungeKutta = {
    let tableau = ButcherTableau(
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
      ])
    return RungeKutta(
      name: "dormand-prince-5", order: 5, embeddedOrder: 4, tableau: tableau,
      continuousExtension: ContinuousExtension(
        of: tableau,
        additions: [
          [
            -12_715_105_075 / 11_282_082_432, 0, 87_487_479_700 / 32_700_410_799,
            -10_690_763_975 / 1_880_347_072, 701_980_252_875 / 199_316_789_632,
            -1_453_857_185 / 822_651_844, 69_997_945 / 29_380_423,
          ]
        ]))
  }()

  /// The pair 5(4) of Tsitouras: seven stages of which the last serves the next step, so that an
  /// accepted step costs six evaluations.
  ///
  /// The step that is taken is of order 5. Its errors are often smaller than those of
  /// ``dormandPrince5``, for the same price. Choose it for adaptive steps at tolerances of about
  /// 1e-3 to 1e-8.
  ///
  /// The coefficients, those of the continuous extension of order 4 included, are known as decimals
  /// only. Rounded to `Double` they satisfy the order conditions up to 1.1e-14, since the largest of
  /// them is 12.9 and the sums cancel.
  ///
  /// Reference: C. Tsitouras, "Runge–Kutta pairs of order 5(4) satisfying only the first column
  /// simplifying assumption", Computers & Mathematics with Applications 62, 2011.
  public static let tsitouras5: RungeKutta = {
    let tableau = ButcherTableau(
      stages: [
        [0.161],
        [-0.008480655492356988544, 0.33548065549235698854],
        [2.8971530571054934321, -6.3594484899750748431, 4.3622954328695814110],
        [
          5.3258648284392566044, -11.748883564062827878, 7.4955393428898362083,
          -0.092495066361755249257,
        ],
        [
          5.8614554429464200287, -12.920969317847109292, 8.1593678985761586432,
          -0.071584973281400997225, -0.028269050394068382909,
        ],
        [
          0.096460766818065229518, 0.01, 0.47988965041449957478, 1.3790085741037418932,
          -3.2900695154360806799, 2.3247105240997739824,
        ],
      ],
      weights: [
        0.096460766818065229518, 0.01, 0.47988965041449957478, 1.3790085741037418932,
        -3.2900695154360806799, 2.3247105240997739824, 0,
      ],
      embeddedWeights: [
        0.094680755765839458075, 0.0091835655403432530968, 0.48777052842476157079,
        1.2342975669304789857, -2.7077123499835254549, 1.8666284181705870358,
        1 / 66,
      ])
    return RungeKutta(
      name: "tsitouras-5", order: 5, embeddedOrder: 4, tableau: tableau,
      continuousExtension: ContinuousExtension(
        of: tableau,
        additions: [
          [
            -1.053088497729021553, 0.1017, 2.490627285651252793, -16.54810288924490272,
            47.37952196281928122, -34.87065786149660974, 2.5,
          ]
        ]))
  }()
}
