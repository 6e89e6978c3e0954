import Integrators
import Tensors
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `dy/dt = tanh(y W + s sin t) − 0.3 y`, which does not depend on time for `s = 0`.
struct PushedNetwork: VectorField {
  var weight: Tensor
  @noDerivative let push: Double

  @differentiable(reverse)
  init(weight: Tensor = samples([3, 3], from: -1.2, to: 1.2, seed: 4), push: Double) {
    self.weight = weight
    self.push = withoutDerivative(at: push)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    tanh(matmul(state, weight) + push * sin(time)) - state.scaled(by: 0.3)
  }
}

/// ``PushedNetwork`` with a derivative that was written by hand, and in which something is wrong.
struct SuspectNetwork: VectorField {
  enum Mistake: CaseIterable {
    case none
    /// The decay of −0.3 became one of −0.03.
    case factor
    /// The decay of −0.3 became a growth.
    case sign
    /// The velocity seems not to depend on the first channel.
    case channel
    /// The velocity seems not to depend on time.
    case time
  }

  @noDerivative let right: PushedNetwork
  @noDerivative let mistake: Mistake

  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { right(state, at: time) }

  @derivative(of: callAsFunction)
  func _vjpCall(
    _ state: Tensor, at time: Double
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Double)) {
    let (value, pullback) = valueWithPullback(at: state, time) { [right] in right($0, at: $1) }
    return (
      value,
      { [mistake] upstream in
        let (stateGradient, timeGradient) = pullback(upstream)
        let wrong =
          switch mistake {
          case .none, .time: stateGradient
          case .factor: stateGradient + upstream.scaled(by: 0.27)
          case .sign: stateGradient + upstream.scaled(by: 0.6)
          case .channel: stateGradient * Tensor(shape: [3], elements: [0, 1, 1], scalarType: .float64)
          }
        return (.zero, wrong, mistake == .time ? 0 : timeGradient)
      }
    )
  }
}
