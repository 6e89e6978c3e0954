import Tensors

/// The sum of two penalties of one subject.
public struct PenaltySum<First: Penalty, Second: Penalty>: Penalty where First.Subject == Second.Subject {
  /// The first penalty.
  public let first: First

  /// The second penalty.
  public let second: Second

  /// Creates a sum.
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Returns the sum of both penalties.
  @differentiable(reverse)
  public func callAsFunction(_ subject: First.Subject) -> Double { first(subject) + second(subject) }
}
