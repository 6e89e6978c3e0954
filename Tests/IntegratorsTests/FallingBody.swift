import Integrators
import Tensors

/// A body that falls: position and velocity, `[2]`, under a constant acceleration.
struct FallingBody: VectorField {
  var gravity: Tensor

  @differentiable(reverse)
  init(gravity: Tensor) { self.gravity = gravity }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    return concatenated([parts[1], -gravity], alongAxis: 0)
  }
}
