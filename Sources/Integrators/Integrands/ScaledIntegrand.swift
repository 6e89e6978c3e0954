public import Tensors

/// An integrand with a factor, as one of several in a sum.
public struct ScaledIntegrand<Base: Integrand>: Integrand {
  /// The integrand.
  public var base: Base

  /// The factor, without a derivative.
  @noDerivative public let factor: Double

  /// Creates an integrand with a factor.
  @differentiable(reverse,wrt: base)
  public init(_ base: Base, by factor: Double) {
    self.base = base
    self.factor = factor
  }

  /// Returns the factor times the density.
  @differentiable(reverse)
  public func callAsFunction(_ state: Base.State, velocity: Base.State, at time: Double) -> Tensor {
    base(state, velocity: velocity, at: time).scaled(by: withoutDerivative(at: factor))
  }
}

extension Integrand {
  /// Returns this integrand with a factor, which has no derivative.
  @differentiable(reverse,wrt: self)
  public func scaled(by factor: Double) -> ScaledIntegrand<Self> { ScaledIntegrand(self, by: factor) }
}
