public import Tensors

/// A term of a loss that depends on a model's parameters alone, such as the size of its weights.
///
/// Penalties of one subject add up to one:
///
/// ```swift
/// let penalty = GatePenalty().scaled(by: 0.01).adding(PathPenalty().scaled(by: 0.1))
/// let (loss, gradient) = valueWithGradient(at: field) { field in
///   error(of: field) + penalty(field)
/// }
/// ```
///
/// What depends on the solution is an `Integrand` instead, with the same two operations; see
/// ``DepthFlow/callAsFunction(_:integrating:error:)``.
public protocol Penalty<Subject>: Sendable {
  /// What is penalised: a model, or a part of one.
  associatedtype Subject: Differentiable

  /// Returns the penalty.
  @differentiable(reverse)
  func callAsFunction(_ subject: Subject) -> Double
}

extension Penalty {
  /// Returns this penalty with a factor.
  public func scaled(by factor: Double) -> ScaledPenalty<Self> { ScaledPenalty(self, by: factor) }

  /// Returns the sum of this penalty and another one.
  public func adding<Other: Penalty>(_ other: Other) -> PenaltySum<Self, Other> { PenaltySum(self, other) }
}
