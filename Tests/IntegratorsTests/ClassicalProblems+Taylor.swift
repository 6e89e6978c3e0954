import Integrators
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// A problem without a closed solution: a Taylor solution of the field, written once more for
/// series, takes its place.
protocol TaylorProblem: ClassicalProblem {
  var reference: TaylorSolution { get }
}

extension TaylorProblem {
  func solution(at time: Double) -> Tensor { vector(reference(at: time)) }
}

/// Lotka and Volterra's prey and predators: `x' = x (1.5 − y)`, `y' = y (x − 3)`.
struct LotkaVolterra: TaylorProblem {
  @noDerivative let reference: TaylorSolution

  init() {
    reference = TaylorSolution(from: [1, 1], over: 0...10) { state in
      let meetings = state[0] * state[1]
      return [1.5 * state[0] - meetings, meetings - 3 * state[1]]
    }
  }

  var name: String { "Lotka–Volterra" }
  var interval: ClosedRange<Double> { 0...10 }
  var scale: Double { 7 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    return concatenated([parts[0] * (1.5 - parts[1]), parts[1] * (parts[0] - 3)], alongAxis: 0)
  }

  func invariant(of state: [Double]) -> Double {
    state[0] - 3 * log(state[0]) + state[1] - 1.5 * log(state[1])
  }
}

/// Van der Pol's oscillator `y'' = μ (1 − y²) y' − y` from (2, 0); E2 for `μ = 1`, stiff for a
/// large `μ`, the strength of its damping.
struct VanDerPol: TaylorProblem {
  @noDerivative let strength: Double
  @noDerivative let interval: ClosedRange<Double>
  @noDerivative let reference: TaylorSolution

  init(strength: Double, until end: Double) {
    self.strength = strength
    interval = 0...end
    reference = TaylorSolution(from: [2, 0], over: 0...end) { state in
      let damping = strength * (state[0] * state[0] - 1)
      return [state[1], -1 * (damping * state[1] + state[0])]
    }
  }

  var name: String { "van der Pol, μ = \(Int(strength))" }
  var isStiff: Bool { strength > 10 }
  var scale: Double { 2 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    let damping = (square(parts[0]) - 1) * strength
    return concatenated([parts[1], -(damping * parts[1] + parts[0])], alongAxis: 0)
  }
}

/// Robertson's reactions ("The solution of a set of reaction rate equations", in *Numerical
/// Analysis: An Introduction*, 1966), which keep the sum of the concentrations.
struct Robertson: TaylorProblem {
  @noDerivative let reference: TaylorSolution

  init() {
    reference = TaylorSolution(from: [1, 0, 0], over: 0...4) { state in
      let (slow, quick) = (0.04 * state[0], 3e7 * (state[1] * state[1]))
      let gain = 1e4 * (state[1] * state[2]) - slow
      return [gain, -1 * (gain + quick), quick]
    }
  }

  var name: String { "Robertson" }
  var interval: ClosedRange<Double> { 0...4 }
  var isStiff: Bool { true }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1, 1])
    let gain = parts[1] * parts[2] * 1e4 - parts[0] * 0.04
    let quick = square(parts[1]) * 3e7
    return concatenated([gain, -gain - quick, quick], alongAxis: 0)
  }

  func invariant(of state: [Double]) -> Double { state.reduce(0, +) }
}
