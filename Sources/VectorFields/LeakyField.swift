public import Integrators
public import Layers
public import Tensors

/// A field with a leak: whatever moves a state, it forgets at a learned rate.
///
/// The field is `dH/dt = f(H, t) − softplus(ρ) H`, with a rate for each channel. Where `|f| ≤ a`, states
/// end up in `|H| ≤ a / softplus(ρ)` however long they flow, so that a forecast far behind the last
/// observation stays bounded; with `f = 0` they decay as `e^{−softplus(ρ) t}`.
public struct LeakyField<Base: SampleTimedField>: SampleTimedField where Base.State == Tensor {
  /// The field `f`.
  public var base: Base

  /// The numbers `ρ`, `[channels]`; the rates `softplus(ρ)` are in inverse units of time.
  public var rateParameter: Tensor

  /// Creates a field from its parts.
  @differentiable(reverse)
  public init(_ base: Base, rateParameter: Tensor) {
    self.base = base
    self.rateParameter = rateParameter
  }

  /// Creates a field whose channels all begin with the same rate.
  ///
  /// - Parameters:
  ///   - base: The field `f`.
  ///   - rate: The rate to begin with, in inverse units of time.
  ///   - channels: The number of channels of the state.
  ///   - scalarType: The number format of the state.
  /// - Precondition: `rate` is positive.
  public init(_ base: Base, rate: Double, channels: Int, scalarType: ScalarType = .float32) {
    self.init(
      base,
      rateParameter: Tensor(
        repeating: softplusInverse(of: rate), shape: [channels], scalarType: scalarType))
  }

  /// Returns `f(H, t) − softplus(ρ) H`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    base(state, at: time) - state * softplus(rateParameter)
  }

  /// Returns `f(H, t) − softplus(ρ) H` at the times of the samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    base(state, atTimes: times) - state * softplus(rateParameter)
  }
}

extension LeakyField: Sendable where Base: Sendable {}

extension LeakyField: Parameterized where Base: Parameterized {
  /// Shows the parameters of the field, as `base`, and those of the rates to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("base", &base, gradient.base)
    visitor.visit("rateParameter", &rateParameter, gradient.rateParameter)
  }
}
