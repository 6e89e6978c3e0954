/// A number `a + b x + c x²` with whole `a`, `b` and `c`, where `x³ = 18x² − 54x + 36`.
///
/// `x/6` is the diagonal entry `γ` of Kværnø's pair 3(2), for `γ³ = 3γ² − 3γ/2 + 1/6`, so that its
/// order conditions can be evaluated without rounding.
struct CubicNumber: Ring, Equatable {
  let coefficients: [BigInteger]

  init(_ constant: BigInteger, _ linear: BigInteger, _ quadratic: BigInteger) {
    coefficients = [constant, linear, quadratic]
  }

  init(_ value: Int) { self.init(BigInteger(value), BigInteger(0), BigInteger(0)) }

  /// Creates `144 (a + b γ + c γ²)/4`.
  init(quarters: [Int]) {
    self.init(
      BigInteger(36 * quarters[0]), BigInteger(6 * quarters[1]), BigInteger(quarters[2]))
  }

  static func + (left: CubicNumber, right: CubicNumber) -> CubicNumber {
    let sums = zip(left.coefficients, right.coefficients).map { $0 + $1 }
    return CubicNumber(sums[0], sums[1], sums[2])
  }

  static func * (left: CubicNumber, right: CubicNumber) -> CubicNumber {
    var product = [BigInteger](repeating: BigInteger(0), count: 5)
    for (place, first) in left.coefficients.enumerated() {
      for (offset, second) in right.coefficients.enumerated() {
        product[place + offset] = product[place + offset] + first * second
      }
    }
    for place in [4, 3] {
      for (offset, reduction) in [36, -54, 18].enumerated() {
        product[place - 3 + offset] = product[place - 3 + offset] + product[place] * BigInteger(reduction)
      }
    }
    return CubicNumber(product[0], product[1], product[2])
  }
}
