/// Returns the integral of a function over each interval between neighbouring samples.
///
/// The function is taken as the polynomial through the nearest samples, as many as there are nodes, half of
/// them on either side where the ends allow: exact for polynomials of degree below `nodes`, with an error
/// of that order in the distance of the samples.
///
/// - Parameters:
///   - values: The function at the samples.
///   - times: The times of the samples, which ascend or descend.
///   - nodes: The number of nodes, 1…8 and at most that of samples.
/// - Returns: One integral an interval.
func intervalIntegrals(of values: [Double], at times: [Double], nodes: Int) -> [Double] {
  precondition(
    nodes >= 1 && nodes <= min(8, times.count),
    "There are \(times.count) samples for \(nodes) nodes, of which there may be 1…8.")
  return (0..<times.count - 1).map { interval in
    let first = min(max(interval + 1 - nodes / 2, 0), times.count - nodes)
    let window = first..<first + nodes
    let length = times[interval + 1] - times[interval]
    guard length != 0 else { return 0 }
    return gaussPoints.reduce(0) { sum, point in
      let time = times[interval] + length * (1 + point.position) / 2
      let value = window.reduce(0) { $0 + values[$1] * lagrangeFactor(of: $1, at: time, times, window) }
      return sum + length / 2 * point.weight * value
    }
  }
}

/// Returns the value at a time of the polynomial that is 1 at a node and 0 at the others.
private func lagrangeFactor(
  of node: Int, at time: Double, _ times: [Double], _ window: Range<Int>
) -> Double {
  window.reduce(1) { product, other in
    other == node ? product : product * (time - times[other]) / (times[node] - times[other])
  }
}

/// Gauss's four points in −1…1, exact for polynomials up to degree 7.
private let gaussPoints: [(position: Double, weight: Double)] = {
  let (middle, spread) = (3.0 / 7, 2.0 / 7 * 1.2.squareRoot())
  return [(-1.0, 1.0), (-1, -1), (1, -1), (1, 1)].map { side, outer in
    (side * (middle + outer * spread).squareRoot(), (18 - outer * 30.0.squareRoot()) / 36)
  }
}()
