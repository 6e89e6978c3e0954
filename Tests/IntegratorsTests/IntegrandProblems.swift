import Integrators
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// `dy/dt = −rate · y`.
struct Decay: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -(rate * state) }
}

/// `dq/dt = v`, `dv/dt = −ω² q` for rows `(q, v)`.
struct Oscillators: VectorField {
  var frequency: Tensor

  @differentiable(reverse)
  init(frequency: Tensor) { self.frequency = frequency }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 1, sizes: [1, 1])
    let square = square(frequency).reshaped(to: [3, 1])
    return concatenated([parts[1], -(square * parts[0])], alongAxis: 1)
  }
}

/// `dy/dt = e^{−scale · y}`.
struct Exponentials: VectorField {
  var scale: Tensor

  @differentiable(reverse)
  init(scale: Tensor) { self.scale = scale }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { exp(-(scale * state)) }
}

/// `|J ε|²` of ``Exponentials`` by hand.
struct ExponentialsJacobian: Integrand {
  @noDerivative let field: Exponentials
  @noDerivative let probe: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    square(velocity * withoutDerivative(at: field.scale * probe)).sum()
  }
}

/// The state itself.
struct Position: Integrand {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor { state }
}

/// A quantity that changes much faster than the state.
struct Ripples: Integrand {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    state.sum().scaled(by: withoutDerivative(at: cos(40 * time)))
  }
}
