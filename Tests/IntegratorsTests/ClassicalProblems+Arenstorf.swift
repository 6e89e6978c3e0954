import Integrators
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// Arenstorf's satellite between earth and moon (Hairer, Nørsett and Wanner, *Solving Ordinary
/// Differential Equations I*, II.0), up to shortly before it returns to its start.
struct Arenstorf: TaylorProblem {
  private static let moon = 0.012277471

  @noDerivative let reference: TaylorSolution

  init() {
    reference = TaylorSolution(from: [0.994, 0, 0, -2.001_585_106_379_082_5], over: 0...16) { state in
      let (moon, x, y) = (Self.moon, state[0], state[1])
      let (fromEarth, fromMoon) = (x + moon, x - (1 - moon))
      let earth = (1 - moon) * (fromEarth * fromEarth + y * y).raised(to: -1.5)
      let other = moon * (fromMoon * fromMoon + y * y).raised(to: -1.5)
      let pullX = fromEarth * earth + fromMoon * other
      return [state[2], state[3], x + 2 * state[3] - pullX, y - 2 * state[2] - y * (earth + other)]
    }
  }

  var name: String { "Arenstorf" }
  var interval: ClosedRange<Double> { 0...16 }
  var scale: Double { 2 }
  /// The orbit starts close to the moon: round-off of the first steps grows a thousandfold.
  var accuracy: Double { 1e-12 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1, 1, 1])
    let fromEarth = parts[0] + Self.moon
    let fromMoon = parts[0] - (1 - Self.moon)
    let squaredToEarth = square(fromEarth) + square(parts[1])
    let squaredToMoon = square(fromMoon) + square(parts[1])
    let earth = (1 - Self.moon) / (squaredToEarth * sqrt(squaredToEarth))
    let other = Self.moon / (squaredToMoon * sqrt(squaredToMoon))
    let pullX = fromEarth * earth + fromMoon * other
    let pullY = parts[1] * (earth + other)
    return concatenated(
      [parts[2], parts[3], parts[0] + parts[3] * 2 - pullX, parts[1] - parts[2] * 2 - pullY],
      alongAxis: 0)
  }

  /// Jacobi's constant.
  func invariant(of state: [Double]) -> Double {
    let earth = (1 - Self.moon) / hypot(state[0] + Self.moon, state[1])
    let other = Self.moon / hypot(state[0] - 1 + Self.moon, state[1])
    let squares = state.map { $0 * $0 }
    return (squares[0] + squares[1] - squares[2] - squares[3]) / 2 + earth + other
  }
}
