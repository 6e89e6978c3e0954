/// The evaluations that established libraries spend on the problems of ``ClassicalProblems`` at the
/// relative and absolute tolerances 1e-3, 1e-6 and 1e-9.
///
/// Made by `Benchmarks/Peers/evaluations.py` with scipy 1.17.1 and diffrax 0.7.2.
struct PeerEvaluations {
  let library: String
  /// The counts at the three tolerances, by the problem's name.
  let counts: [String: [Int]]

  static let tolerances = [1e-3, 1e-6, 1e-9]

  static let bogackiShampine3 = PeerEvaluations(
    library: "scipy RK23",
    counts: [
      "A1": [53, 275, 2591],
      "A2": [38, 248, 2363],
      "A3": [206, 1493, 13871],
      "A4": [38, 251, 2291],
      "A5": [41, 245, 2300],
      "B5": [179, 1283, 12278],
      "C1": [65, 380, 3698],
      "C2": [251, 389, 2927],
      "C3": [110, 257, 2483],
      "D1": [170, 1487, 14864],
      "D2": [224, 1622, 16178],
      "D3": [290, 1931, 19292],
      "sine": [104, 806, 7736],
      "oscillator": [152, 1466, 14648],
      "Lotka–Volterra": [254, 1814, 18128],
      "van der Pol, μ = 1": [383, 2837, 28139],
      "Arenstorf": [287, 1994, 19793],
    ])

  static let dormandPrince5 = PeerEvaluations(
    library: "scipy RK45",
    counts: [
      "A1": [74, 164, 530],
      "A2": [44, 98, 302],
      "A3": [128, 482, 1502],
      "A4": [32, 98, 308],
      "A5": [32, 86, 266],
      "B5": [158, 482, 1484],
      "C1": [92, 206, 722],
      "C2": [356, 416, 788],
      "C3": [188, 242, 590],
      "D1": [188, 428, 1700],
      "D2": [206, 566, 1808],
      "D3": [254, 728, 2126],
      "sine": [56, 188, 668],
      "oscillator": [116, 446, 1772],
      "Lotka–Volterra": [218, 620, 1904],
      "van der Pol, μ = 1": [386, 1142, 3284],
      "Arenstorf": [272, 746, 2474],
    ])

  static let tsitouras5 = PeerEvaluations(
    library: "diffrax Tsit5",
    counts: [
      "A1": [67, 151, 469],
      "A2": [49, 91, 223],
      "A3": [151, 535, 1657],
      "A4": [37, 91, 313],
      "A5": [37, 79, 241],
      "B5": [169, 427, 1471],
      "C1": [91, 187, 637],
      "C2": [403, 421, 709],
      "C3": [193, 229, 523],
      "D1": [229, 547, 1999],
      "D2": [247, 679, 2203],
      "D3": [259, 835, 2641],
      "sine": [61, 211, 727],
      "oscillator": [109, 385, 1501],
      "Lotka–Volterra": [223, 625, 2029],
      "van der Pol, μ = 1": [421, 1093, 3439],
      "Arenstorf": [284, 880, 2728],
    ])

  static let dormandPrince8 = PeerEvaluations(
    library: "diffrax Dopri8",
    counts: [
      "A1": [105, 170, 287],
      "A2": [92, 131, 222],
      "A3": [209, 482, 1080],
      "A4": [66, 92, 183],
      "A5": [79, 118, 209],
      "B5": [248, 456, 937],
      "C1": [157, 196, 365],
      "C2": [612, 625, 703],
      "C3": [313, 326, 404],
      "D1": [248, 547, 950],
      "D2": [313, 625, 1301],
      "D3": [404, 820, 1678],
      "sine": [92, 157, 391],
      "oscillator": [131, 248, 534],
      "Lotka–Volterra": [365, 599, 1262],
      "van der Pol, μ = 1": [508, 1067, 2276],
      "Arenstorf": [431, 926, 1966],
    ])

  static let kvaerno3 = PeerEvaluations(
    library: "diffrax Kvaerno3",
    counts: [
      "Prothero–Robinson": [34, 50, 826],
      "STEER": [194, 1226, 14174],
      "Robertson": [142, 536, 3242],
      "kinetic chain": [300, 2270, 21960],
      "van der Pol, μ = 100": [50, 280, 2202],
      "van der Pol, μ = 1000": [42, 178, 988],
      "heat on a path": [212, 1468, 14102],
    ])

  static let kvaerno5 = PeerEvaluations(
    library: "diffrax Kvaerno5",
    counts: [
      "Prothero–Robinson": [72, 100, 828],
      "STEER": [218, 582, 5076],
      "Robertson": [456, 1324, 5232],
      "kinetic chain": [278, 626, 2042],
      "van der Pol, μ = 100": [100, 202, 510],
      "van der Pol, μ = 1000": [86, 206, 374],
      "heat on a path": [252, 500, 1620],
    ])
}
