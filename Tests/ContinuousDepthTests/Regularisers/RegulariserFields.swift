import ContinuousDepth
import Integrators
import Layers
import Tensors

/// A constant velocity.
struct Steady: VectorField, Parameterized {
  var velocity: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { velocity + state.scaled(by: 0) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("velocity", &velocity, gradient.velocity)
  }
}

/// `dy/dt = tanh(y W) − y`.
struct Squashing: VectorField, Parameterized {
  var weight: Tensor

  @differentiable(reverse)
  init(weight: Tensor) { self.weight = weight }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { tanh(matmul(state, weight)) - state }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
  }
}

/// A density that changes much faster than any state here.
struct FastRipples: Integrand {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    sin(state.sum().scaled(by: 40))
  }

  /// The sine, by hand: tensors have none.
  @differentiable(reverse)
  private func sin(_ angle: Tensor) -> Tensor { tanh(angle) - tanh(angle.scaled(by: 0.5)) }
}

/// The mean square of a field's weight.
struct MeanSquare: Penalty {
  @differentiable(reverse)
  func callAsFunction(_ subject: Squashing) -> Double { square(subject.weight).mean().scalar }
}

/// The mean magnitude of a field's weight.
struct MeanMagnitude: Penalty {
  @differentiable(reverse)
  func callAsFunction(_ subject: Squashing) -> Double { abs(subject.weight).mean().scalar }
}
