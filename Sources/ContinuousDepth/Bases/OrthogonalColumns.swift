/// A matrix of independent columns as `Q R`, with orthonormal columns `Q` and a triangle `R`.
///
/// Least squares found by it are as exact as the matrix's condition number allows; by the inner products of
/// the columns they would be by that of its square.
struct OrthogonalColumns {
  private var directions: [[Double]] = []
  private var triangle: [[Double]] = []

  /// Orthogonalises columns by Gram and Schmidt's process, each one twice.
  init(_ columns: [[Double]]) {
    for column in columns {
      var rest = column
      var shares = [Double](repeating: 0, count: directions.count)
      for _ in 0..<2 {
        for (index, direction) in directions.enumerated() {
          let share = Self.product(direction, rest)
          shares[index] += share
          for row in rest.indices { rest[row] -= share * direction[row] }
        }
      }
      let length = Self.product(rest, rest).squareRoot()
      directions.append(rest.map { $0 / length })
      triangle.append(shares + [length])
    }
  }

  /// Returns the factors of the columns whose sum is nearest to a right side.
  func leastSquares(_ rightSide: [Double]) -> [Double] {
    var factors = directions.map { Self.product($0, rightSide) }
    for index in factors.indices.reversed() {
      factors[index] /= triangle[index][index]
      for row in 0..<index { factors[row] -= triangle[index][row] * factors[index] }
    }
    return factors
  }

  private static func product(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
