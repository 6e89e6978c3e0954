import Integrators

/// A tableau whose coefficients are integers over one denominator `D`, so that order conditions can
/// be evaluated without rounding.
struct IntegerTableau {
  let denominator: BigInteger
  /// The rows `aᵢⱼ` of all stages, each up to and with its diagonal entry.
  let rows: [[BigInteger]]
  let weights: [BigInteger]
  let embeddedWeights: [BigInteger]?

  /// Creates the tableau of fractions that a tableau of rounded fractions stands for; `nil` where a
  /// coefficient is no rounded fraction.
  init?(_ tableau: ButcherTableau) {
    let rows = tableau.rows + [tableau.weights, tableau.embeddedWeights ?? []]
    var fractions: [[Fraction]] = []
    for row in rows {
      let found = row.compactMap { Fraction(roundedTo: $0) }
      guard found.count == row.count else { return nil }
      fractions.append(found)
    }
    let common = fractions.joined().reduce(1) { leastCommonMultiple($0, $1.denominator) }
    let integers = fractions.map { row in
      row.map { BigInteger(common / $0.denominator) * BigInteger($0.numerator) }
    }
    denominator = BigInteger(common)
    self.rows = Array(integers.dropLast(2))
    weights = integers[integers.count - 2]
    embeddedWeights = tableau.embeddedWeights == nil ? nil : integers.last
  }

  /// Creates a tableau from decimals of some places; the last rows are the weights and the embedded
  /// weights.
  init(decimals rows: [[String]], places: Int) {
    let integers = rows.map { row in row.map { BigInteger(digits: $0) } }
    denominator = BigInteger(10).power(places)
    self.rows = Array(integers.dropLast(2))
    weights = integers[integers.count - 2]
    embeddedWeights = integers.last
  }

  /// Returns the largest defect `|γ(t) Σ bᵢ Φᵢ(t) − 1|` among the trees of `order` vertices, times
  /// `Dⁿ` where `n` is the order, and that factor.
  func defect(
    ofOrder order: Int, weights: [BigInteger], trees: [RootedTree]
  ) -> (scaled: BigInteger, scale: BigInteger) {
    let trees = trees.filter { $0.order <= order }
    let scale = denominator.power(order)
    let sums = elementaryWeights(of: trees, rows: rows, weights: weights)
    let defects = zip(trees, sums).filter { $0.0.order == order }.map { tree, sum in
      (BigInteger(tree.density) * sum - scale).magnitude
    }
    return (defects.max() ?? BigInteger(0), scale)
  }
}

/// A fraction in lowest terms.
struct Fraction: Equatable {
  let numerator: Int
  let denominator: Int

  /// Creates the fraction whose quotient rounds to `value`; `nil` where its denominator would
  /// exceed 2²⁰.
  ///
  /// There is at most one for values below 2¹²: two such fractions differ by at least 2⁻⁴⁰, which
  /// is more than rounding can hide. It is a convergent of the continued fraction of `value`.
  init?(roundedTo value: Double) {
    let limit = 1 << 20
    var (last, convergent) = ((numerator: 0, denominator: 1), (numerator: 1, denominator: 0))
    var rest = value
    while rest.magnitude <= Double(limit) {
      let whole = rest.rounded(.down)
      (last, convergent) = (
        convergent,
        (
          Int(whole) * convergent.numerator + last.numerator,
          Int(whole) * convergent.denominator + last.denominator
        )
      )
      if convergent.denominator > limit { return nil }
      if Double(convergent.numerator) / Double(convergent.denominator) == value {
        (numerator, denominator) = convergent
        return
      }
      rest = 1 / (rest - whole)
    }
    return nil
  }
}

extension ButcherTableau {
  /// The rows `aᵢⱼ` of all stages, each up to and with its diagonal entry.
  var rows: [[Double]] { zip([[]] + stages, diagonal).map { $0 + [$1] } }
}

extension BigInteger {
  /// Creates the integer that a decimal's digits spell without the point.
  init(digits text: String) {
    let sum = text.compactMap(\.wholeNumberValue).reduce(BigInteger(0)) {
      $0 * BigInteger(10) + BigInteger($1)
    }
    self = text.hasPrefix("-") ? BigInteger(0) - sum : sum
  }
}

/// Returns the smallest number that both are factors of.
private func leastCommonMultiple(_ first: Int, _ second: Int) -> Int {
  var (divisor, rest) = (first, second)
  while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
  return first / divisor * second
}
