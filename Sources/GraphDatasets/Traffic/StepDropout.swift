public import Tensors

/// Hides random steps of the inputs that a model trains on, at all sensors at once.
///
/// A window hides a share of its steps that is drawn between 0 and a largest one, so that a model meets
/// windows of all densities, and no two epochs hide the same. What ``DroppedSteps`` drops stays dropped.
public struct StepDropout: Hashable, Codable, Sendable {
  /// The largest share of a window's steps that is hidden on average, in `0...1`.
  public let largestShare: Double

  /// Hides nothing.
  public static let none = StepDropout(largestShare: 0)

  /// Creates the rule.
  ///
  /// - Parameter largestShare: The largest share of a window's steps that is hidden on average.
  /// - Precondition: It is in `0...1`.
  public init(largestShare: Double) {
    precondition(
      (0...1).contains(largestShare), "The share of hidden steps is \(largestShare), but must be in 0...1.")
    self.largestShare = largestShare
  }

  /// Returns for each input step of each window whether it is hidden.
  ///
  /// - Parameters:
  ///   - windowCount: The number of windows.
  ///   - stepCount: The number of input steps of each.
  ///   - generator: The source of random numbers.
  /// - Returns: A row of `stepCount` for each window; empty if nothing is hidden.
  public func hiddenSteps(
    windowCount: Int, stepCount: Int, using generator: inout RandomGenerator
  ) -> [[Bool]] {
    guard largestShare > 0 else { return [] }
    return (0..<windowCount).map { _ in
      let share = largestShare * Double.random(in: 0..<1, using: &generator)
      return (0..<stepCount).map { _ in Double.random(in: 0..<1, using: &generator) < share }
    }
  }
}
