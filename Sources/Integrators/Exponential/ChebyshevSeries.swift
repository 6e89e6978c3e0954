#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A function on an interval as a sum of Chebyshev polynomials: `f(x) ≈ Σₖ cₖ Tₖ((x − m) / r)` with the middle
/// `m` and the half width `r` of the interval.
struct ChebyshevSeries: Sendable, Equatable {
  /// The coefficients `c₀ … c_degree`.
  let coefficients: [Double]

  /// The degree of the polynomial.
  var degree: Int { coefficients.count - 1 }

  /// Expands functions to a common degree, the smallest at which the coefficients that are left out add up to
  /// no more than `tolerance` times the largest magnitude of their function on the interval.
  ///
  /// Coefficients are those of the polynomial through the values at Chebyshev's nodes, whose number is doubled
  /// until they have died away. A sum of the magnitudes of what is left out bounds the error everywhere on
  /// the interval.
  ///
  /// Reference: L. N. Trefethen, "Approximation theory and approximation practice", SIAM 2013, chapters 3,
  /// 4 and 8.
  ///
  /// - Parameters:
  ///   - functions: The functions, which are finite on the interval.
  ///   - interval: The interval.
  ///   - tolerance: The tolerated error as a share of the largest magnitude.
  /// - Returns: A series for each function, or `nil` where a value is infinite or not a number, or where more
  ///   than 8192 terms would be needed.
  static func expanding(
    _ functions: [(Double) -> Double], over interval: ClosedRange<Double>, tolerance: Double
  ) -> [ChebyshevSeries]? {
    let middle = (interval.lowerBound + interval.upperBound) / 2
    let radius = (interval.upperBound - interval.lowerBound) / 2
    guard radius > 0 else {
      return functions.map { ChebyshevSeries(coefficients: [$0(middle)]) }
    }
    var count = 32
    while true {
      let cosines = Cosines(quarter: count)
      let nodes = (0..<count).map { middle + radius * cosines[2 * $0 + 1] }
      let values = functions.map { nodes.map($0) }
      guard values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
      let series = values.map { cosines.coefficients(of: $0) }
      let degrees = zip(series, values).map { coefficients, values -> Int in
        // Coefficients are sums with the round-off of as many values.
        let share = max(tolerance, Double(count) * Double.ulpOfOne)
        return degree(of: coefficients, tail: share * values.reduce(0) { max($0, abs($1)) })
      }
      // Half of the coefficients must be free of those that the nodes could not tell from them.
      if let degree = degrees.max(), degree <= count / 2 {
        return series.map { ChebyshevSeries(coefficients: Array($0[...degree])) }
      }
      guard count < 1 << 14 else { return nil }
      count *= 2
    }
  }

  /// Returns the series of functions up to a degree.
  static func interpolating(
    _ functions: [(Double) -> Double], over interval: ClosedRange<Double>, degree: Int
  ) -> [ChebyshevSeries] {
    let middle = (interval.lowerBound + interval.upperBound) / 2
    let radius = (interval.upperBound - interval.lowerBound) / 2
    let cosines = Cosines(quarter: 2 * (degree + 8))
    let nodes = (0..<cosines.count).map { middle + radius * cosines[2 * $0 + 1] }
    return functions.map { function in
      ChebyshevSeries(
        coefficients: Array(cosines.coefficients(of: nodes.map(function))[...degree]))
    }
  }

  /// The degree behind which the magnitudes of the coefficients add up to no more than `tail`.
  private static func degree(of coefficients: [Double], tail: Double) -> Int {
    var (degree, sum) = (coefficients.count - 1, 0.0)
    while degree > 0 {
      sum += abs(coefficients[degree])
      if sum > tail { break }
      degree -= 1
    }
    return degree
  }
}

/// The cosines of all multiples of `π / (2 n)`.
private struct Cosines {
  let count: Int
  private let values: [Double]

  init(quarter count: Int) {
    self.count = count
    values = (0..<4 * count).map { cos(.pi * Double($0) / Double(2 * count)) }
  }

  subscript(index: Int) -> Double { values[index] }

  /// The coefficients of the polynomial through values at `cos(π (2i + 1) / 2n)`.
  func coefficients(of values: [Double]) -> [Double] {
    (0..<count).map { degree in
      var sum = 0.0
      for index in 0..<count { sum += values[index] * self.values[(2 * index + 1) * degree % (4 * count)] }
      return sum * (degree == 0 ? 1 : 2) / Double(count)
    }
  }
}
