/// Steps of a series that are kept from a model's inputs, at all sensors at once.
///
/// Step `t`, counted from 0, is dropped where the `t`-th output of SplitMix64 with seed 0,
/// divided by 2⁶⁴, is below the share. So the same steps are dropped for every model, and what
/// is dropped for a share is dropped for every larger one.
public struct DroppedSteps: Hashable, Codable, Sendable {
  /// The share of steps to drop, in `0...1`.
  public let share: Double

  /// Drops no step.
  public static let none = DroppedSteps(share: 0)

  /// Creates the rule from the share of steps to drop.
  ///
  /// - Precondition: `share` is in `0...1`.
  public init(share: Double) {
    precondition((0...1).contains(share), "The share of dropped steps is \(share), but must be in 0...1.")
    self.share = share
  }

  /// Returns for each of the first steps whether it is kept.
  func keepsSteps(count: Int) -> [Bool] {
    var generator = SplitMix64(seed: 0)
    return (0..<count).map { _ in Double(generator.next()) / 0x1p64 >= share }
  }
}
