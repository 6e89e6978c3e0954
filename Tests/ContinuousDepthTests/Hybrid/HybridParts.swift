import ContinuousDepth
import Integrators
import Layers
import Tensors

/// Decay towards a level at learned rates: `dy/dt = r (l − y)`.
struct Relaxation: SampleTimedField, Parameterized {
  var rate: Tensor
  var level: Tensor
  @noDerivative var jumpTimes: [Double] = []

  @differentiable(reverse)
  init(rate: Tensor, level: Tensor) {
    self.rate = rate
    self.level = level
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { (level - state) * rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor { (level - state) * rate }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
    visitor.visit("level", &level, gradient.level)
  }

  /// Keeps the rates positive.
  mutating func projectParameters() { rate = abs(rate) }
}

/// A linear field `dy/dt = y W + t b`.
struct LinearField: SampleTimedField, Parameterized {
  var layer: Linear
  @noDerivative var jumpTimes: [Double] = []

  @differentiable(reverse)
  init(_ layer: Linear) { self.layer = layer }

  init(_ weight: Tensor) { self.init(Linear(weight: weight)) }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matmul(state, layer.weight) + layer.bias.scaled(by: time)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    let shape: Shape = withoutDerivative(at: [1, layer.weight.shape[1]])
    return matmul(state, layer.weight) + matmul(times, layer.bias.reshaped(to: shape))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("layer", &layer, gradient.layer)
  }
}

/// A perceptron of one hidden layer, `dy/dt = tanh(y W + b) V`.
struct HiddenLayer: VectorField, Parameterized {
  var hidden: Linear
  var output: Linear

  @differentiable(reverse)
  init(hidden: Linear, output: Linear) {
    self.hidden = hidden
    self.output = output
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { output(tanh(hidden(state))) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("output", &output, gradient.output)
  }
}

/// A relaxation of which half is stiff and half is soft.
struct HalvedRelaxation: SplitVectorField {
  var whole: Relaxation

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { whole(state, at: time).scaled(by: 0.75) }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { whole(state, at: time).scaled(by: 0.25) }
}

/// A relaxation that solves its own implicit stages.
struct SolvedRelaxation: ResolventField {
  var whole: Relaxation

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { whole(state, at: time) }

  func resolvedState(from base: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    let step = whole.rate.scaled(by: scale)
    return (base + step * whole.level) / (step + 1)
  }

  func resolvedGradient(_ gradient: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    gradient / (whole.rate.scaled(by: scale) + 1)
  }
}

/// Returns the exact state of a relaxation after a time.
func relaxed(_ start: Tensor, _ field: Relaxation, after time: Double) -> Tensor {
  field.level + (start - field.level) * exp(field.rate.scaled(by: -time))
}
