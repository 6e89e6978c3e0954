import Integrators
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Implicit Runge–Kutta methods")
struct ImplicitMethodTests {
  /// The built-in ones, and the implicit parts of the additive pairs.
  static let methods =
    RungeKutta.all.filter { !$0.tableau.isExplicit }
    + AdditiveRungeKutta.all.map {
      RungeKutta(
        name: $0.name, order: $0.order, embeddedOrder: $0.embeddedOrder, tableau: $0.implicit)
    }

  @Test("Exact arithmetic: Kværnø's pair 3(2) has its orders over the rationals with γ")
  func cubicField() throws {
    // Numerators over 4 of the multiples of 1, γ and γ², reduced by γ³ = 3γ² − 3γ/2 + 1/6.
    let (zero, gamma) = ([0, 0, 0], [0, 4, 0])
    let embedded = [[-3, 14, -6], [7, -18, 6], gamma]
    let taken = [[-1, 6, -2], [1, 14, -6], [4, -24, 8], gamma]
    let rows = [[zero], [gamma, gamma], embedded, taken]

    // Defects times 144 to the power of the order, since a coefficient is `CubicNumber`/144.
    func isSatisfied(_ order: Int, _ weights: [[Int]]) -> Bool {
      let trees = RootedTree.all(upTo: order)
      let sums = elementaryWeights(
        of: trees, rows: rows.map { $0.map(CubicNumber.init(quarters:)) },
        weights: weights.map(CubicNumber.init(quarters:)))
      let scale = CubicNumber(BigInteger(144).power(order), BigInteger(0), BigInteger(0))
      return zip(trees, sums).filter { $0.0.order == order }.allSatisfy {
        CubicNumber($0.density) * $1 == scale
      }
    }
    for order in 1...3 { #expect(isSatisfied(order, taken)) }
    for order in 1...2 { #expect(isSatisfied(order, embedded + [zero])) }
    #expect(!isSatisfied(4, taken) && !isSatisfied(3, embedded + [zero]))

    // The method's numbers are these, up to the rounding of a few operations below 2.
    let root = RungeKutta.kvaerno3.tableau.diagonal[1]
    #expect(abs(((root - 3) * root + 1.5) * root - 1 / 6) < 1e-16)
    let tableau = RungeKutta.kvaerno3.tableau
    for (row, expected) in zip(tableau.rows, rows) {
      for (coefficient, quarters) in zip(row, expected.map { $0.map(Double.init) }) {
        let value = (quarters[0] + (quarters[1] + quarters[2] * root) * root) / 4
        #expect(abs(coefficient - value) < 1e-15)
      }
    }
    #expect(tableau.weights == tableau.rows[3] && tableau.embeddedWeights == tableau.rows[2] + [0])
  }

  @Test("Seventeen decimals of Kværnø's pair 5(4) satisfy the conditions to 16 places")
  func decimals() throws {
    let rows = kvaernoDecimals
    let weights = rows[6]
    let tableau = IntegerTableau(decimals: rows + [weights, rows[5] + ["0"]], places: 17)
    func isSatisfied(_ order: Int, _ weights: [BigInteger]) -> Bool {
      let trees = RootedTree.all(upTo: order)
      let defect = tableau.defect(ofOrder: order, weights: weights, trees: trees)
      // The defect is relative to 1/γ(t), so that of a tree of order 5 is up to 120 times larger.
      return defect.scaled * BigInteger(10).power(16) < defect.scale * BigInteger(factorial(order))
    }
    let embedded = try #require(tableau.embeddedWeights)
    for order in 1...5 { #expect(isSatisfied(order, tableau.weights)) }
    for order in 1...4 { #expect(isSatisfied(order, embedded)) }
    #expect(!isSatisfied(6, tableau.weights) && !isSatisfied(5, embedded))

    // The method's numbers are these decimals, rounded.
    let method = RungeKutta.kvaerno5.tableau
    #expect(method.rows == rows.map { $0.compactMap(Double.init) })
    #expect(method.weights == method.rows[6] && method.embeddedWeights == method.rows[5] + [0])
  }

  @Test("Stages of Kværnø's pairs are of order 2, and those of 5(4) after the second of order 3")
  func stageOrders() {
    // Σ aᵢⱼ cⱼ^{q−1} = cᵢ^q/q
    func defect(_ method: RungeKutta, stage: Int, order: Int) -> Double {
      let tableau = method.tableau
      let sum = zip(tableau.rows[stage], tableau.nodes).reduce(0) {
        $0 + $1.0 * pow($1.1, Double(order - 1))
      }
      return abs(sum - pow(tableau.nodes[stage], Double(order)) / Double(order))
    }
    for method in [RungeKutta.trapezoid, .kvaerno3, .kvaerno5] {
      for stage in 1..<method.tableau.stageCount {
        #expect(defect(method, stage: stage, order: 2) < 1e-15, "\(method) \(stage)")
      }
    }
    for stage in 2..<7 { #expect(defect(.kvaerno5, stage: stage, order: 3) < 1e-15) }
  }

  @Test("On the imaginary axis no method amplifies, so all are A-stable", arguments: methods)
  func imaginaryAxis(of method: RungeKutta) {
    // R has its only pole at 1/γ, in the right half plane: |R| ≤ 1 on the axis bounds it to the left.
    #expect(method.tableau.diagonal.allSatisfy { $0 >= 0 })
    for exponent in stride(from: -3.0, through: 6, by: 0.01) {
      let growth = method.tableau.growth(Complex(0, pow(10, exponent))).magnitude
      // The trapezoidal rule's is 1 everywhere; sums of up to 1e6 · 1e-6 round.
      #expect(growth < 1 + 1e-12, "\(method.name) grows by \(growth) at i·10^\(exponent)")
    }
  }

  @Test(
    "All but the trapezoidal rule damp what is infinitely stiff, so they are L-stable", arguments: methods)
  func infinity(of method: RungeKutta) {
    let growth = method.tableau.growth(Complex(-1e9, 0))
    if method == .trapezoid {
      #expect(abs(growth.real + 1) < 1e-8)
    } else {
      // R(z) = O(1/z), with a factor of 1/γ² and less.
      #expect(growth.magnitude < 1e-7, "\(method.name): \(growth)")
    }
  }

  @Test("The growth factor is the exponential up to the stated order", arguments: methods)
  func growth(of method: RungeKutta) {
    func error(_ size: Double) -> Double {
      abs(method.tableau.growth(Complex(-size, 0)).real - exp(-size))
    }
    // The error constant of Kværnø's pairs is small, so that the next term is seen at 1/8.
    let observed = log2(error(1 / 16) / error(1 / 32))
    #expect(abs(observed - Double(method.order + 1)) < 0.2, "\(method.name): \(observed)")
  }
}

/// The rows of Kværnø's pair 5(4) as published, each up to and with its diagonal entry.
private let kvaernoDecimals: [[String]] = [
  ["0.00000000000000000"],
  ["0.26000000000000000", "0.26000000000000000"],
  ["0.13000000000000000", "0.84033320996790809", "0.26000000000000000"],
  ["0.22371961478320505", "0.47675532319799699", "-0.06470895363112615", "0.26000000000000000"],
  [
    "0.16648564323248321", "0.10450018841591720", "0.03631482272098715", "-0.13090704451073998",
    "0.26000000000000000",
  ],
  [
    "0.13855640231268224", "0.00000000000000000", "-0.04245337201752043", "0.02446657898003141",
    "0.61943039072480676", "0.26000000000000000",
  ],
  [
    "0.13659751177640291", "0.00000000000000000", "-0.05496908796538376", "-0.04118626728321046",
    "0.62993304899016403", "0.06962479448202728", "0.26000000000000000",
  ],
]
