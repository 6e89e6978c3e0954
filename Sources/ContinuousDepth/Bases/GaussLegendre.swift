#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gauss's quadrature on −1…1, which with `n` points is exact for polynomials up to degree `2n − 1`.
enum GaussLegendre {
  /// Returns nodes and weights: the roots `x` of Legendre's polynomial `Pₙ`, found by Newton's method from
  /// Tricomi's approximation of them, and `2 / ((1 − x²) Pₙ′(x)²)`.
  static func rule(points count: Int) -> [(node: Double, weight: Double)] {
    (1...count).map { index in
      var node = -cos(.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
      // The start is good to a few digits, which each step doubles.
      for _ in 0..<6 {
        let (value, slope) = legendre(count, at: node)
        node -= value / slope
      }
      let slope = legendre(count, at: node).slope
      return (node, 2 / ((1 - node * node) * slope * slope))
    }
  }

  /// Returns `Pₙ(x)` and its slope, for `x` between −1 and 1, both excluded.
  private static func legendre(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
    var (last, value) = (1.0, x)
    for order in 1..<max(degree, 1) {
      let next = (Double(2 * order + 1) * x * value - Double(order) * last) / Double(order + 1)
      (last, value) = (value, next)
    }
    return (value, Double(degree) * (x * value - last) / (x * x - 1))
  }
}
