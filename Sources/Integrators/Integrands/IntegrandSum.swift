public import Tensors

/// The sum of two integrands of one state, of one shape each.
///
///     KineticEnergy().scaled(by: 0.01).adding(JacobianNorm(of: field, along: probe).scaled(by: 0.01))
///
/// is one quantity along a solution; two quantities beside each other take an ``OfFirst``.
public struct IntegrandSum<First: Integrand, Second: Integrand>: Integrand
where First.State == Second.State {
  /// The first integrand.
  public var first: First

  /// The second integrand.
  public var second: Second

  /// Creates a sum.
  @differentiable(reverse)
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Returns the sum of both densities.
  @differentiable(reverse)
  public func callAsFunction(_ state: First.State, velocity: First.State, at time: Double) -> Tensor {
    first(state, velocity: velocity, at: time) + second(state, velocity: velocity, at: time)
  }
}

extension Integrand {
  /// Returns the sum of this integrand and another one of the same state.
  @differentiable(reverse)
  public func adding<Other: Integrand>(
    _ other: Other
  ) -> IntegrandSum<Self, Other> where Other.State == State {
    IntegrandSum(self, other)
  }
}
