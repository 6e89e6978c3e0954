import Integrators
import Testing

#if arch(x86_64)
  typealias Extended = Float80
#else
  typealias Extended = Double
#endif

extension Extended: Ring {}

/// The weights that a method of some order has: its own or those of its embedded method.
private struct Member {
  let order: Int
  let weights: [Double]

  static func all(of method: RungeKutta) -> [Member] {
    let own = Member(order: method.order, weights: method.tableau.weights)
    guard let order = method.embeddedOrder, let weights = method.tableau.embeddedWeights else {
      return [own]
    }
    return [own, Member(order: order, weights: weights)]
  }

  /// Returns the largest defect `|Σ bᵢ Φᵢ(t) − 1/γ(t)|` among the trees of each order.
  func defects(rows: [[Double]], trees: [RootedTree]) -> [Extended] {
    let sums = elementaryWeights(
      of: trees, rows: rows.map { $0.map { Extended($0) } },
      weights: weights.map { Extended($0) })
    var defects = [Extended](repeating: 0, count: trees.map(\.order).max() ?? 0)
    for (tree, sum) in zip(trees, sums) {
      defects[tree.order - 1] = max(defects[tree.order - 1], abs(sum - 1 / Extended(tree.density)))
    }
    return defects
  }
}

@Suite("Order conditions")
struct OrderConditionTests {
  static let trees = RootedTree.all(upTo: 9)

  /// The methods that are known as fractions; those of the others are decimals, or approximate.
  static let fractional = RungeKutta.all.filter {
    ![.tsitouras5, .dormandPrince8, .kvaerno3, .kvaerno5].contains($0)
  }

  @Test("There are 1, 1, 2, 4, 9, 20, 48, 115 and 286 rooted trees of 1 to 9 vertices")
  func treeCounts() {
    let counts = (1...9).map { order in Self.trees.count { $0.order == order } }
    #expect(counts == [1, 1, 2, 4, 9, 20, 48, 115, 286])
  }

  @Test("Densities and symmetries count the labellings of trees", arguments: 1...9)
  func labellings(order: Int) {
    let trees = Self.trees.filter { $0.order == order }
    // n!/(γσ) labellings of a tree grow from the root: (n − 1)! in all. Without that restriction
    // there are n!/σ, by Cayley's theorem nⁿ⁻¹ in all.
    let growing = trees.reduce(0) { $0 + factorial(order) / ($1.density * $1.symmetry) }
    #expect(growing == factorial(order - 1))
    let free = trees.reduce(0) { $0 + factorial(order) / $1.symmetry }
    #expect(free == (1..<order).reduce(1) { product, _ in product * order })
  }

  @Test(
    "Exact arithmetic: both members have exactly their stated order",
    arguments: OrderConditionTests.fractional)
  func fractions(of method: RungeKutta) throws {
    let tableau = try #require(IntegerTableau(method.tableau))
    func defect(_ order: Int, _ weights: [BigInteger]) -> BigInteger {
      tableau.defect(ofOrder: order, weights: weights, trees: Self.trees).scaled
    }
    for order in 1...method.order { #expect(defect(order, tableau.weights) == BigInteger(0)) }
    #expect(defect(method.order + 1, tableau.weights) != BigInteger(0))
    #expect((tableau.embeddedWeights == nil) == (method.embeddedOrder == nil))
    guard let embedded = tableau.embeddedWeights, let order = method.embeddedOrder else { return }
    for order in 1...order { #expect(defect(order, embedded) == BigInteger(0)) }
    #expect(defect(order + 1, embedded) != BigInteger(0))
  }

  @Test("Forty decimals of Tsitouras's coefficients satisfy the conditions to 37 places")
  func decimals() throws {
    let (stages, embedded) = (tsitourasDecimals.dropLast(), tsitourasDecimals[6])
    let tableau = IntegerTableau(
      decimals: [[]] + stages + [tsitourasDecimals[5], embedded], places: 40)
    func isSatisfied(_ order: Int, _ weights: [BigInteger]) -> Bool {
      let defect = tableau.defect(ofOrder: order, weights: weights, trees: Self.trees)
      return defect.scaled * BigInteger(10).power(37) < defect.scale
    }
    let embeddedWeights = try #require(tableau.embeddedWeights)
    for order in 1...5 { #expect(isSatisfied(order, tableau.weights)) }
    for order in 1...4 { #expect(isSatisfied(order, embeddedWeights)) }
    #expect(!isSatisfied(6, tableau.weights) && !isSatisfied(5, embeddedWeights))

    // The method's numbers are these decimals, rounded.
    let rounded = tsitourasDecimals.map { $0.compactMap(Double.init) }
    #expect(RungeKutta.tsitouras5.tableau.stages == rounded.dropLast())
    #expect(RungeKutta.tsitouras5.tableau.weights == rounded[5] + [0])
    #expect(RungeKutta.tsitouras5.tableau.embeddedWeights == rounded.last)
  }

  @Test("The rounded coefficients satisfy the conditions up to rounding", arguments: RungeKutta.all)
  func rounded(of method: RungeKutta) {
    for member in Member.all(of: method) {
      let defects = member.defects(rows: method.tableau.rows, trees: Self.trees)
      #expect(defects[..<member.order].allSatisfy { $0 < Self.tolerance(method) }, "\(defects)")
      #expect(defects[member.order] > 1e-6, "\(method.name) has more than its stated order")
    }
  }

  @Test("A change of any coefficient by a billionth breaks a condition", arguments: RungeKutta.all)
  func sensitivity(of method: RungeKutta) {
    let members = Member.all(of: method)
    func isBroken(_ member: Member, _ rows: [[Double]]) -> Bool {
      let trees = Self.trees.filter { $0.order <= member.order }
      return member.defects(rows: rows, trees: trees).contains { $0 > Self.tolerance(method) }
    }
    // Order 1 asks nothing of the stages; the implicit Euler method's is checked by its stability.
    for (row, coefficients) in method.tableau.rows.enumerated() where method.order > 1 {
      for column in coefficients.indices where coefficients[column] != 0 {
        var rows = method.tableau.rows
        rows[row][column] *= 1 + 1e-9
        #expect(members.contains { isBroken($0, rows) }, "row \(row), column \(column)")
      }
    }
    for member in members {
      for index in member.weights.indices where member.weights[index] != 0 {
        var weights = member.weights
        weights[index] *= 1 + 1e-9
        let changed = Member(order: member.order, weights: weights)
        #expect(isBroken(changed, method.tableau.rows), "weight \(index)")
      }
    }
  }

  /// What the rounding of the coefficients may leave of a defect, observed with a factor of two to
  /// spare: Tsitouras's sums cancel from 12.9, and Dormand–Prince 8 needs the extended type.
  static func tolerance(_ method: RungeKutta) -> Extended {
    if method == .tsitouras5 { return 2e-14 }
    return Extended(1).ulp < 1e-18 ? 2e-15 : 5e-15
  }
}

@Suite("The integers of the order conditions")
struct BigIntegerTests {
  @Test("Sums and products agree with those of Int, whatever the signs")
  func agreement() {
    let values = [0, 1, -1, 7, -12, 4_294_967_295, -4_294_967_296, 2_147_483_653]
    for left in values {
      for right in values {
        #expect(BigInteger(left) + BigInteger(right) == BigInteger(left + right))
        #expect(BigInteger(left) - BigInteger(right) == BigInteger(left - right))
        #expect((BigInteger(left) < BigInteger(right)) == (left < right))
        let (product, overflows) = left.multipliedReportingOverflow(by: right)
        if !overflows { #expect(BigInteger(left) * BigInteger(right) == BigInteger(product)) }
      }
    }
  }

  @Test("The laws of arithmetic hold far beyond the size of Int")
  func laws() {
    let (first, second) = (BigInteger(-123_456_789_123).power(9), BigInteger(987_654_321).power(7))
    #expect((first + second) * (first - second) == first * first - second * second)
    #expect(first - first == BigInteger(0) && second < first.magnitude && first < second)
    #expect(BigInteger(10).power(25) == BigInteger(digits: "1" + String(repeating: "0", count: 25)))
  }

  @Test("A rounded fraction is recognised, a number that is none is not")
  func fractions() throws {
    for (numerator, denominator) in [(0, 1), (1, 3), (-56, 15), (19372, 6561), (24068, 84065)] {
      let fraction = try #require(Fraction(roundedTo: Double(numerator) / Double(denominator)))
      #expect(fraction.numerator == numerator && fraction.denominator == denominator)
    }
    #expect(Fraction(roundedTo: 2.0.squareRoot()) == nil)
    #expect(Fraction(roundedTo: (1.0 / 3).nextUp) == nil)
  }
}
