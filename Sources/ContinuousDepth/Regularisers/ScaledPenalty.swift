import Tensors

/// A penalty with a factor.
public struct ScaledPenalty<Base: Penalty>: Penalty {
  /// The penalty.
  public let base: Base

  /// The factor.
  public let factor: Double

  /// Creates a penalty with a factor.
  public init(_ base: Base, by factor: Double) {
    self.base = base
    self.factor = factor
  }

  /// Returns the factor times the penalty.
  @differentiable(reverse)
  public func callAsFunction(_ subject: Base.Subject) -> Double {
    withoutDerivative(at: factor) * base(subject)
  }
}
