extension AdditiveRungeKutta {
  /// The pair ARK3(2)4L[2]SA of Kennedy and Carpenter: four stages, three of them implicit, order 3.
  ///
  /// The implicit method is L-stable. Choose it for fields with a stiff linear part, such as fast
  /// diffusion, at tolerances of about 1e-2 to 1e-4.
  ///
  /// The published fractions approximate irrational numbers: they satisfy the order conditions up to
  /// 2e-26, those of both parts together included. The continuous extension, of order 2, is theirs.
  ///
  /// Reference: C. A. Kennedy and M. H. Carpenter, "Additive Runge–Kutta schemes for
  /// convection–diffusion–reaction equations", Applied Numerical Mathematics 44, 2003.
  public static let kennedyCarpenter3: AdditiveRungeKutta = {
    let gamma: Double = 1_767_732_205_903 / 4_055_673_282_236
    let taken: [Double] = [
      1_471_266_399_579 / 7_840_856_788_654, -4_482_444_167_858 / 7_529_755_066_697,
      11_266_239_266_428 / 11_593_286_722_821,
    ]
    let embedded: [Double] = [
      2_756_255_671_327 / 12_835_298_489_170, -10_771_552_573_575 / 22_201_958_757_719,
      9_247_589_265_047 / 10_645_013_368_117, 2_193_209_047_091 / 5_459_859_503_100,
    ]
    return AdditiveRungeKutta(
      name: "kennedy-carpenter-3", order: 3, embeddedOrder: 2,
      explicit: ButcherTableau(
        stages: [
          [1_767_732_205_903 / 2_027_836_641_118],
          [5_535_828_885_825 / 10_492_691_773_637, 788_022_342_437 / 10_882_634_858_940],
          [
            6_485_989_280_629 / 16_251_701_735_622, -4_246_266_847_089 / 9_704_473_918_619,
            10_755_448_449_292 / 10_357_097_424_841,
          ],
        ],
        weights: taken + [gamma], embeddedWeights: embedded),
      implicit: ButcherTableau(
        stages: [
          [gamma],
          [2_746_238_789_719 / 10_658_868_560_708, -640_167_445_237 / 6_845_629_431_997],
          taken,
        ],
        diagonal: [0, gamma, gamma, gamma], weights: taken + [gamma], embeddedWeights: embedded),
      continuousExtension: ContinuousExtension(
        order: 2,
        polynomials: [
          [4_655_552_711_362 / 22_874_653_954_995, -215_264_564_351 / 13_552_729_205_753],
          [-18_682_724_506_714 / 9_892_148_508_045, 17_870_216_137_069 / 13_817_060_693_119],
          [34_259_539_580_243 / 13_192_909_600_954, -28_141_676_662_227 / 17_317_692_491_321],
          [584_795_268_549 / 6_622_622_206_610, 2_508_943_948_391 / 7_218_656_332_882],
        ]))
  }()

  /// The pair ARK4(3)6L[2]SA of Kennedy and Carpenter: six stages, five of them implicit, order 4.
  ///
  /// The implicit method is L-stable. Choose it for fields with a stiff linear part, such as fast
  /// diffusion, at tolerances of about 1e-4 to 1e-7.
  ///
  /// The implicit method is rational and satisfies its order conditions exactly. Some fractions of
  /// the explicit one approximate irrational numbers: with them the conditions hold up to 4e-26,
  /// those of both parts together included. The continuous extension, of order 3, is theirs.
  ///
  /// Reference: C. A. Kennedy and M. H. Carpenter, "Additive Runge–Kutta schemes for
  /// convection–diffusion–reaction equations", Applied Numerical Mathematics 44, 2003.
  public static let kennedyCarpenter4: AdditiveRungeKutta = {
    let gamma = 0.25
    let taken: [Double] = [82889 / 524_892, 0, 15625 / 83664, 69875 / 102_672, -2260 / 8211]
    let embedded: [Double] = [
      4_586_570_599 / 29_645_900_160, 0, 178_811_875 / 945_068_544, 814_220_225 / 1_159_782_912,
      -3_700_637 / 11_593_932, 61727 / 225_920,
    ]
    return AdditiveRungeKutta(
      name: "kennedy-carpenter-4", order: 4, embeddedOrder: 3,
      explicit: ButcherTableau(
        stages: [
          [1 / 2],
          [13861 / 62500, 6889 / 62500],
          [
            -116_923_316_275 / 2_393_684_061_468, -2_731_218_467_317 / 15_368_042_101_831,
            9_408_046_702_089 / 11_113_171_139_209,
          ],
          [
            -451_086_348_788 / 2_902_428_689_909, -2_682_348_792_572 / 7_519_795_681_897,
            12_662_868_775_082 / 11_960_479_115_383, 3_355_817_975_965 / 11_060_851_509_271,
          ],
          [
            647_845_179_188 / 3_216_320_057_751, 73_281_519_250 / 8_382_639_484_533,
            552_539_513_391 / 3_454_668_386_233, 3_354_512_671_639 / 8_306_763_924_573, 4040 / 17871,
          ],
        ],
        weights: taken + [gamma], embeddedWeights: embedded),
      implicit: ButcherTableau(
        stages: [
          [gamma],
          [8611 / 62500, -1743 / 31250],
          [5_012_029 / 34_652_500, -654_441 / 2_922_500, 174_375 / 388_108],
          [
            15_267_082_809 / 155_376_265_600, -71_443_401 / 120_774_400, 730_878_875 / 902_184_768,
            2_285_395 / 8_070_912,
          ],
          taken,
        ],
        diagonal: [0] + [Double](repeating: gamma, count: 5), weights: taken + [gamma],
        embeddedWeights: embedded),
      continuousExtension: ContinuousExtension(
        order: 3, polynomials: kennedyCarpenter4Polynomials))
  }()

  private static let kennedyCarpenter4Polynomials: [[Double]] = [
    [
      6_943_876_665_148 / 7_220_017_795_957, -54_480_133 / 30_881_146,
      6_818_779_379_841 / 7_100_303_317_025,
    ],
    [0, 0, 0],
    [
      7_640_104_374_378 / 9_702_883_013_639, -11_436_875 / 14_766_696,
      2_173_542_590_792 / 12_501_825_683_035,
    ],
    [
      -20_649_996_744_609 / 7_521_556_579_894, 174_696_575 / 18_121_608,
      -31_592_104_683_404 / 5_083_833_661_969,
    ],
    [
      8_854_892_464_581 / 2_390_941_311_638, -12_120_380 / 966_161,
      61_146_701_046_299 / 7_138_195_549_469,
    ],
    [
      -11_397_109_935_349 / 6_675_773_540_249, 3843 / 706,
      -17_219_254_887_155 / 4_939_391_667_607,
    ],
  ]
}
