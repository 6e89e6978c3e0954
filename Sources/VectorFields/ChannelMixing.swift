public import Integrators
public import Tensors

/// A field whose channels interact linearly beside another field: the weighted variant of CGNN.
///
/// The field is `dx/dt = g(x, t) + x (W − I)`, where `g` is the base field and `W` mixes the
/// channels. With `W = I` it is the base field. Over `DampedDiffusion` it is the paper's second
/// case, `dx/dt = (A − I) x + x (W − I) + e`, whose steady state solves a Sylvester equation.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
/// the second of its two cases.
public struct ChannelMixing<Base: VectorField>: VectorField where Base.State == Tensor {
  /// The field `g` of the uncoupled channels.
  public var base: Base

  /// The matrix `W`, `[channels, channels]`, that multiplies states from the right.
  public var mixing: Tensor

  /// Creates a field from a base field and the matrix `W`, `[channels, channels]`.
  @differentiable(reverse)
  public init(base: Base, mixing: Tensor) {
    self.base = base
    self.mixing = mixing
  }

  /// Returns `g(x, t) + x (W − I)` for a state `x` of shape `[nodeCount, …, channels]`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    base(state, at: time).adding([matmul(state, mixing), state], times: [1, -1])
  }
}

extension ChannelMixing: SampleTimedField where Base: SampleTimedField {
  /// Returns `g(x, t) + x (W − I)` at the times of the samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    base(state, atTimes: times).adding([matmul(state, mixing), state], times: [1, -1])
  }
}
