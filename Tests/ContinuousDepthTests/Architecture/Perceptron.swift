import Graphs
import Integrators
import Layers
import Tensors
import _TestSupport

/// `dx/dt = tanh(x W)`, which does not depend on time, in two parts of which one counts as stiff.
struct Perceptron: SplitVectorField, Parameterized, Sendable {
  var weight: Tensor

  @differentiable(reverse)
  init(weight: Tensor) { self.weight = weight }

  /// Creates a field of channels that all depend on each other.
  init(_ channels: Int, seed: Int = 4) {
    weight = samples([channels, channels], from: -1.5, to: 1.5, seed: seed)
  }

  var jumpTimes: [Double] { [0.61] }

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { state.scaled(by: -0.5) }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    tanh(matmul(state, weight)) + state.scaled(by: 0.5)
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
  }
}

/// `dx/dt = tanh(Â x)` along the edges of a graph.
struct Exchange: VectorField {
  @noDerivative let adjacency: GraphOperator

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { tanh(adjacency(state)) }
}

/// `dx/dt = −s x` with one rate.
struct Spring: VectorField, Parameterized {
  var stiffness: Tensor

  @differentiable(reverse)
  init(stiffness: Tensor) { self.stiffness = stiffness }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -(state * stiffness) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("stiffness", &stiffness, gradient.stiffness)
  }
}
