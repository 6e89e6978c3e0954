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

  /// The base field's jumps.
  public var jumpTimes: [Double] { base.jumpTimes }

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

/// Over an affine base, the field is affine; an exponential method asks for a symmetric `W`.
extension ChannelMixing: AutonomousField where Base: AffineField {}

extension ChannelMixing: AffineField where Base: AffineField {
  /// The operator `x ↦ L x + x (W − I)` in the eigenbasis of `W`.
  ///
  /// - Precondition: `W` is symmetric, but for rounding.
  public var linearOperator: MixingOperator<Base.Operator> {
    let wide = mixing.converted(to: .float64)
    let skew = (wide - wide.transposed()).extremes.highest
    let size = wide.extremes
    precondition(
      !(skew > 1e-5 * max(abs(size.lowest), abs(size.highest))),
      "A mixing matrix that differs from its transpose by \(skew) has no eigenbasis to solve in; step instead."
    )
    guard let system = SymmetricEigensystem(of: wide) else {
      // What is not a number stays so.
      return MixingOperator(
        base: base.linearOperator, shifts: wide.sum(alongAxis: 0), basis: wide,
        scalarType: mixing.scalarType)
    }
    return MixingOperator(
      base: base.linearOperator, shifts: system.values - 1, basis: system.vectors,
      scalarType: mixing.scalarType)
  }

  /// The source of the base.
  public var affineSource: Tensor { base.affineSource }

  /// Returns the gradient of the base's parameters and of `W`.
  public func tangentVector(
    from gradient: MixingOperator<Base.Operator>.Gradient,
    of linearOperator: MixingOperator<Base.Operator>, source: Tensor
  ) -> TangentVector {
    TangentVector(
      base: base.tangentVector(from: gradient.base, of: linearOperator.base, source: source),
      mixing: linearOperator.mixingGradient(gradient))
  }
}
