import GraphODE
import _TestSupport

/// A small network whose velocity depends on the time, with a source that is no parameter:
/// `dy/dt = tanh(y W + b + t u) V + s`.
struct SourcedNetwork: VectorField, Parameterized {
  var first: Linear
  var clock: Tensor
  var second: Tensor
  var source: Tensor

  @differentiable(reverse)
  init(first: Linear, clock: Tensor, second: Tensor, source: Tensor) {
    self.first = first
    self.clock = clock
    self.second = second
    self.source = source
  }

  /// A network with numbers that a seed makes, on two channels with three hidden ones.
  init(seed: Int) {
    self.init(
      first: Linear(weight: samples([2, 3], seed: seed), bias: samples([3], seed: seed + 1)),
      clock: samples([3], seed: seed + 2), second: samples([3, 2], seed: seed + 3),
      source: samples([2], seed: seed + 4))
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matmul(tanh(first(state) + clock.scaled(by: time)), second) + source
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("first", &first, gradient.first)
    visitor.visit("clock", &clock, gradient.clock)
    visitor.visit("second", &second, gradient.second)
  }
}

/// Decay at a rate, `dy/dt = −r y`, which keeps its rate above a bound.
struct BoundedDecay: VectorField, Parameterized {
  var rate: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -(state * rate) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
  }

  mutating func projectParameters() { rate = rate.clamped(to: 0.5...100) }

  static func units(_ rates: [Double]) -> [BoundedDecay] {
    rates.map { BoundedDecay(rate: Tensor(shape: [1], elements: [$0], scalarType: .float64)) }
  }
}

/// A stiff decay beside a reaction, `−r y` and `q sin y`, whose stages have a solution of their own.
struct DecayBesideReaction: SplitVectorField, ResolventField, Parameterized {
  var rate: Tensor
  var reaction: Tensor
  @noDerivative let isResolved: Bool

  @differentiable(reverse)
  init(rate: Tensor, reaction: Tensor, isResolved: Bool) {
    self.rate = rate
    self.reaction = reaction
    self.isResolved = isResolved
  }

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { -(state * rate) }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { tanh(state) * reaction }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
    visitor.visit("reaction", &reaction, gradient.reaction)
  }

  func resolvedState(from base: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    isResolved ? base / (1 + rate.scaled(by: scale)) : nil
  }

  func resolvedGradient(_ gradient: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    isResolved ? gradient / (1 + rate.scaled(by: scale)) : nil
  }
}

extension DepthVarying {
  /// A field over a basis with coefficients that a seed makes, of the template's parameters' sizes.
  init(template: Field, over basis: DepthBasis, seed: Int) {
    self.init(
      template: template,
      coefficients: template.namedParameters.enumerated().map { index, parameter in
        samples([basis.count, parameter.value.elementCount], seed: seed + index)
      }, basis: basis)
  }
}

/// Returns the tensors with another one at a position.
@differentiable(reverse,wrt: tensor)
func replacing(_ tensors: [Tensor], at index: Int, with tensor: Tensor) -> [Tensor] {
  var result = tensors
  result[index] = tensor
  return result
}

@derivative(of: replacing, wrt: tensor)
func vjpReplacing(
  _ tensors: [Tensor], at index: Int, with tensor: Tensor
) -> (value: [Tensor], pullback: ([Tensor].TangentVector) -> Tensor) {
  (
    replacing(tensors, at: index, with: tensor),
    { $0.base.isEmpty ? .zero : $0.base[index] }
  )
}
