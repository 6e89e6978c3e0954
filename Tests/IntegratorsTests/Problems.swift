import Integrators
import Tensors
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

extension RungeKutta {
  /// The built-in methods without an equation to solve.
  static let explicit = all.filter(\.tableau.isExplicit)

  /// Those of them that can choose their steps.
  static let pairs = explicit.filter { $0.embeddedOrder != nil }
}

/// `dy/dt = −rate · y · cos t`, whose solution is `y(0) e^{−rate · sin t}`: not autonomous, so a
/// wrong node shows.
struct SeasonalDecay: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    state * rate * (-cos(time))
  }

  /// Returns the state at `time` where it was `state` at the time `start`.
  func solution(from state: Tensor, at time: Double, since start: Double = 0) -> Tensor {
    state * exp(rate * (sin(start) - sin(time)))
  }
}

/// `dy/dt = rate · y (1 − y) sin t`, whose solution is `y(0) g / (1 + y(0) (g − 1))` with
/// `g = e^{rate · (1 − cos t)}`: neither linear nor autonomous.
struct SeasonalLogistic: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    rate * state * (1 - state) * sin(time)
  }

  func solution(from state: Tensor, at time: Double) -> Tensor {
    let growth = exp(rate * (1 - cos(time)))
    return state * growth / (1 + state * (growth - 1))
  }
}

/// `dy/dt = rate · y (1 − y) + sin t`: neither linear nor autonomous.
struct ForcedLogistic: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    rate * state * (1 - state) + sin(time)
  }
}

/// `dy/dt = y²`, which reaches infinity at time `1 / y(0)`.
struct BlowUp: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { square(state) }
}

/// A constant velocity.
struct Drift: VectorField {
  var velocity: Tensor

  @differentiable(reverse)
  init(velocity: Tensor) { self.velocity = velocity }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { velocity }
}

/// A unit velocity up to 1.005 and an infinite one behind it.
struct Wall: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    withoutDerivative(at: Tensor(state.scalar < 1.005 ? 1 : .infinity, scalarType: state.scalarType))
  }
}
