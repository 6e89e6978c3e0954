import Integrators
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// A1: `y' = −y`.
struct ExponentialDecay: ClassicalProblem {
  var name: String { "A1" }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -state }

  func solution(at time: Double) -> Tensor { vector([exp(-time)]) }
}

/// A2: `y' = −y³ / 2`, so `(y⁻²)' = 1`.
struct SquareRootDecay: ClassicalProblem {
  var name: String { "A2" }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { square(state) * state * -0.5 }

  func solution(at time: Double) -> Tensor { vector([1 / (1 + time).squareRoot()]) }
}

/// A3: `y' = y cos t`, so `log y = sin t`.
struct CosineGrowth: ClassicalProblem {
  var name: String { "A3" }
  var scale: Double { exp(1) }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state * cos(time) }

  func solution(at time: Double) -> Tensor { vector([exp(sin(time))]) }
}

/// A4: `y' = y/4 (1 − y/20)`, where `20/y − 1` decays at the rate 1/4 from 19.
struct Logistic: ClassicalProblem {
  var name: String { "A4" }
  var scale: Double { 20 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state * (1 - state / 20) / 4 }

  func solution(at time: Double) -> Tensor { vector([20 / (1 + 19 * exp(-time / 4))]) }
}

/// A5: `y' = (y − t) / (y + t)` from 4.
///
/// In polar coordinates about the y-axis, `t = r sin φ` and `y = r cos φ`, the equation is
/// `dr/dφ = r`: the curve is the spiral `r = 4 e^φ`, along which `t` rises up to `φ = 3π/4`.
struct Spiral: ClassicalProblem {
  var name: String { "A5" }
  var scale: Double { 6 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { (state - time) / (state + time) }

  func solution(at time: Double) -> Tensor {
    let angle = root(between: 0, and: 0.75 * .pi) { 4 * exp($0) * sin($0) - time }
    return vector([4 * exp(angle) * cos(angle)])
  }
}

/// The sine problem of torchdiffeq's tests: `y' = 2y/t + t⁴ sin 2t − t² + 4t³`.
///
/// `u = y/t²` has the derivative `t² sin 2t − 1 + 4t`, an integral by parts.
struct SineForcing: ClassicalProblem {
  var name: String { "sine" }
  var interval: ClosedRange<Double> { 1.0...8.0 }
  var scale: Double { 10_000 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    state * (2 / time) + (pow(time, 4) * sin(2 * time) - time * time + 4 * pow(time, 3))
  }

  func solution(at time: Double) -> Tensor {
    let wave = (1 - 2 * time * time) / 4 * cos(2 * time) + time / 2 * sin(2 * time)
    return vector([time * time * (wave - time + 2 * time * time + .pi - 0.25)])
  }
}

/// The problem of Prothero and Robinson ("On the stability and accuracy of one-step methods for
/// solving stiff systems of ordinary differential equations", Mathematics of Computation 28,
/// 1974): `y' = −10⁶ (y − cos t) − sin t` from 1, whose solution is `cos t`.
struct ProtheroRobinson: ClassicalProblem {
  var name: String { "Prothero–Robinson" }
  var interval: ClosedRange<Double> { 0.0...10.0 }
  var isStiff: Bool { true }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { (state - cos(time)) * -1e6 - sin(time) }

  func solution(at time: Double) -> Tensor { vector([cos(time)]) }
}

/// The stiff demonstration of Ghosh et al., "STEER: Simple Temporal Regularization For Neural
/// ODEs", NeurIPS 2020: `y' = −1000y + 3000 − 2000e^{−t}` from 0.
///
/// `3 − a e^{−t}` solves it if `a = 1000a − 2000`, so `a = 2000/999`; what it lacks at the start,
/// `a − 3 = −997/999`, decays at the rate 1000.
struct FastForcing: ClassicalProblem {
  var name: String { "STEER" }
  var interval: ClosedRange<Double> { 0.0...10.0 }
  var isStiff: Bool { true }
  var scale: Double { 3 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    state * -1000 + (3000 - 2000 * exp(-time))
  }

  func solution(at time: Double) -> Tensor {
    vector([3 - 2000 / 999 * exp(-time) - 997 / 999 * exp(-1000 * time)])
  }
}
