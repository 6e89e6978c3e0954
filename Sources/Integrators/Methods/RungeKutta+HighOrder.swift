extension RungeKutta {
  /// The pair 6(5) of Verner, known as DVERK: eight stages.
  ///
  /// Choose it for adaptive steps at tolerances of about 1e-6 to 1e-10, or for fixed steps on very
  /// smooth fields.
  ///
  /// Reference: J. H. Verner, "Explicit Runge–Kutta methods with estimates of the local truncation
  /// error", SIAM Journal on Numerical Analysis 15, 1978.
  public static let verner6: RungeKutta = {
    let tableau = ButcherTableau(
      stages: [
        [1 / 6],
        [4 / 75, 16 / 75],
        [5 / 6, -8 / 3, 5 / 2],
        [-165 / 64, 55 / 6, -425 / 64, 85 / 96],
        [12 / 5, -8, 4015 / 612, -11 / 36, 88 / 255],
        [-8263 / 15000, 124 / 75, -643 / 680, -81 / 250, 2484 / 10625, 0],
        [3501 / 1720, -300 / 43, 297275 / 52632, -319 / 2322, 24068 / 84065, 0, 3850 / 26703],
      ],
      weights: [3 / 40, 0, 875 / 2244, 23 / 72, 264 / 1955, 0, 125 / 11592, 43 / 616],
      embeddedWeights: [13 / 160, 0, 2375 / 5984, 5 / 16, 12 / 85, 3 / 44, 0, 0])
    return RungeKutta(
      name: "verner-6", order: 6, embeddedOrder: 5, tableau: tableau,
      continuousExtension: .verner6(of: tableau))
  }()

  /// The pair 8(7) of Prince and Dormand, RK8(7)13M: thirteen stages.
  ///
  /// Choose it for reference solutions and for adaptive steps at tolerances below 1e-8. It needs
  /// `.float64`; a `.float32` state drowns its order in round-off.
  ///
  /// The published fractions approximate irrational numbers: they satisfy the order conditions up
  /// to 7e-18, and rounded to `Double` up to 4e-16.
  ///
  /// Reference: P. J. Prince and J. R. Dormand, "High order embedded Runge–Kutta formulae",
  /// Journal of Computational and Applied Mathematics 7, 1981.
  public static let dormandPrince8: RungeKutta = {
    let tableau = ButcherTableau(
      stages: dormandPrince8Stages, weights: dormandPrince8Weights,
      embeddedWeights: [
        13_451_932 / 455_176_623, 0, 0, 0, 0, -808_719_846 / 976_000_145,
        1_757_004_468 / 5_645_159_321, 656_045_339 / 265_891_186, -3_867_574_721 / 1_518_517_206,
        465_885_868 / 322_736_535, 53_011_238 / 667_516_719, 2 / 45, 0,
      ])
    return RungeKutta(
      name: "dormand-prince-8", order: 8, embeddedOrder: 7, tableau: tableau,
      continuousExtension: .dormandPrince8(of: tableau))
  }()

  private static let dormandPrince8Stages: [[Double]] = [
    [1 / 18],
    [1 / 48, 1 / 16],
    [1 / 32, 0, 3 / 32],
    [5 / 16, 0, -75 / 64, 75 / 64],
    [3 / 80, 0, 0, 3 / 16, 3 / 20],
    [
      29_443_841 / 614_563_906, 0, 0, 77_736_538 / 692_538_347, -28_693_883 / 1_125_000_000,
      23_124_283 / 1_800_000_000,
    ],
    [
      16_016_141 / 946_692_911, 0, 0, 61_564_180 / 158_732_637, 22_789_713 / 633_445_777,
      545_815_736 / 2_771_057_229, -180_193_667 / 1_043_307_555,
    ],
    [
      39_632_708 / 573_591_083, 0, 0, -433_636_366 / 683_701_615, -421_739_975 / 2_616_292_301,
      100_302_831 / 723_423_059, 790_204_164 / 839_813_087, 800_635_310 / 3_783_071_287,
    ],
    [
      246_121_993 / 1_340_847_787, 0, 0, -37_695_042_795 / 15_268_766_246,
      -309_121_744 / 1_061_227_803, -12_992_083 / 490_766_935, 6_005_943_493 / 2_108_947_869,
      393_006_217 / 1_396_673_457, 123_872_331 / 1_001_029_789,
    ],
    [
      -1_028_468_189 / 846_180_014, 0, 0, 8_478_235_783 / 508_512_852,
      1_311_729_495 / 1_432_422_823, -10_304_129_995 / 1_701_304_382,
      -48_777_925_059 / 3_047_939_560, 15_336_726_248 / 1_032_824_649,
      -45_442_868_181 / 3_398_467_696, 3_065_993_473 / 597_172_653,
    ],
    [
      185_892_177 / 718_116_043, 0, 0, -3_185_094_517 / 667_107_341, -477_755_414 / 1_098_053_517,
      -703_635_378 / 230_739_211, 5_731_566_787 / 1_027_545_527, 5_232_866_602 / 850_066_563,
      -4_093_664_535 / 808_688_257, 3_962_137_247 / 1_805_957_418, 65_686_358 / 487_910_083,
    ],
    [
      403_863_854 / 491_063_109, 0, 0, -5_068_492_393 / 434_740_067, -411_421_997 / 543_043_805,
      652_783_627 / 914_296_604, 11_173_962_825 / 925_320_556, -13_158_990_841 / 6_184_727_034,
      3_936_647_629 / 1_978_049_680, -160_528_059 / 685_178_525, 248_638_103 / 1_413_531_060, 0,
    ],
  ]

  private static let dormandPrince8Weights: [Double] = [
    14_005_451 / 335_480_064, 0, 0, 0, 0, -59_238_493 / 1_068_277_825, 181_606_767 / 758_867_731,
    561_292_985 / 797_845_732, -1_041_891_430 / 1_371_343_529, 760_417_239 / 1_151_165_299,
    118_820_643 / 751_138_087, -528_747_749 / 2_220_607_170, 1 / 4,
  ]
}
