#if canImport(Glibc)
  import Glibc
#endif

/// The first terms of a power series `Σ cₖ tᵏ`; results have as many terms as the operands.
struct PowerSeries: Sendable {
  var coefficients: [Double]

  var count: Int { coefficients.count }

  /// Returns the sum at `time`, without the constant term: the growth since the centre.
  func growth(at time: Double) -> Double {
    coefficients.dropFirst().reversed().reduce(0) { ($0 + $1) * time }
  }

  static func + (lhs: PowerSeries, rhs: PowerSeries) -> PowerSeries {
    PowerSeries(coefficients: zip(lhs.coefficients, rhs.coefficients).map { $0 + $1 })
  }

  static func - (lhs: PowerSeries, rhs: PowerSeries) -> PowerSeries { lhs + -1 * rhs }

  static func + (lhs: PowerSeries, rhs: Double) -> PowerSeries {
    var sum = lhs
    sum.coefficients[0] += rhs
    return sum
  }

  static func - (lhs: PowerSeries, rhs: Double) -> PowerSeries { lhs + -rhs }

  static func * (lhs: Double, rhs: PowerSeries) -> PowerSeries {
    PowerSeries(coefficients: rhs.coefficients.map { lhs * $0 })
  }

  /// Cauchy's product.
  static func * (lhs: PowerSeries, rhs: PowerSeries) -> PowerSeries {
    var product = [Double](repeating: 0, count: lhs.count)
    for order in product.indices {
      var sum = 0.0
      for left in 0...order { sum += lhs.coefficients[left] * rhs.coefficients[order - left] }
      product[order] = sum
    }
    return PowerSeries(coefficients: product)
  }

  /// Returns this series to a real power, by Euler's recursion `k a₀ bₖ = Σ (p j − k + j) aⱼ bₖ₋ⱼ`,
  /// which follows from `a b' = p a' b`.
  func raised(to exponent: Double) -> PowerSeries {
    var power = [pow(coefficients[0], exponent)]
    for order in 1..<count {
      var sum = 0.0
      for index in 1...order {
        sum += ((exponent + 1) * Double(index) - Double(order)) * coefficients[index] * power[order - index]
      }
      power.append(sum / (Double(order) * coefficients[0]))
    }
    return PowerSeries(coefficients: power)
  }
}
