import Integrators
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// B5, Euler's equations of a free rigid body: `y₁' = y₂ y₃`, `y₂' = −y₁ y₃`, `y₃' = −m y₁ y₂` with
/// `m = 0.51`, which Jacobi's functions sn, cn and dn of the parameter `m` obey.
struct RigidBody: ClassicalProblem {
  var name: String { "B5" }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1, 1])
    return concatenated(
      [parts[1] * parts[2], -parts[0] * parts[2], parts[0] * parts[1] * -0.51], alongAxis: 0)
  }

  func solution(at time: Double) -> Tensor { vector(ellipticFunctions(of: time, parameter: 0.51)) }

  /// The energy and the momentum, which fix the orbit.
  func invariant(of state: [Double]) -> Double {
    state[0] * state[0] + state[1] * state[1] + 3 * (0.51 * state[0] * state[0] + state[2] * state[2])
  }
}

/// Returns sn, cn and dn by the arithmetic-geometric mean (Abramowitz and Stegun, *Handbook of
/// Mathematical Functions*, 16.4).
func ellipticFunctions(of argument: Double, parameter: Double) -> [Double] {
  var (mean, geometric) = (1.0, (1 - parameter).squareRoot())
  var ratios: [Double] = []
  while mean - geometric > 1e-16 && ratios.count < 10 {
    let next = (mean + geometric) / 2
    ratios.append((mean - geometric) / 2 / next)
    (mean, geometric) = (next, (mean * geometric).squareRoot())
  }
  var angle = Double(1 << ratios.count) * mean * argument
  for ratio in ratios.reversed() { angle = (angle + asin(ratio * sin(angle))) / 2 }
  let sine = sin(angle)
  return [sine, cos(angle), (1 - parameter * sine * sine).squareRoot()]
}

/// D1 to D5: a planet that starts closest to its sun, with position and velocity as state.
///
/// Kepler's equation `E − ε sin E = t` gives the position on the ellipse.
struct Kepler: ClassicalProblem {
  @noDerivative let name: String
  @noDerivative let eccentricity: Double

  init(_ name: String, eccentricity: Double) {
    self.name = name
    self.eccentricity = eccentricity
  }

  var scale: Double { ((1 + eccentricity) / (1 - eccentricity)).squareRoot() }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let halves = state.split(alongAxis: 0, sizes: [2, 2])
    let squaredDistance = square(halves[0]).sum()
    let pull = halves[0] / (squaredDistance * sqrt(squaredDistance))
    return concatenated([halves[1], -pull], alongAxis: 0)
  }

  func solution(at time: Double) -> Tensor {
    let anomaly = root(between: time - 1, and: time + 1) { $0 - eccentricity * sin($0) - time }
    let minor = (1 - eccentricity * eccentricity).squareRoot()
    let speed = 1 / (1 - eccentricity * cos(anomaly))
    return vector([
      cos(anomaly) - eccentricity, minor * sin(anomaly), -sin(anomaly) * speed, minor * cos(anomaly) * speed,
    ])
  }

  /// The energy and the angular momentum.
  func invariant(of state: [Double]) -> Double {
    (state[2] * state[2] + state[3] * state[3]) / 2 - 1 / hypot(state[0], state[1])
      + 3 * (state[0] * state[3] - state[1] * state[2])
  }
}
