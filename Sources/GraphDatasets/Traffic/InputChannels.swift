/// What a model is told about each sensor at each input step.
///
/// The scaled value is always the first channel; the others follow in the order in which they
/// are listed here. Where a reading is absent the value is the last one seen in the window, and
/// 0, the mean, before the first.
public struct InputChannels: OptionSet, Hashable, Codable, Sendable {
  /// The bits of the chosen channels.
  public let rawValue: UInt8

  /// Creates a choice from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// One channel: 1 where there is a reading, else 0.
  public static let seen = InputChannels(rawValue: 1)

  /// One channel: the time since the last reading, in windows of inputs; 0 where there is one.
  ///
  /// Before a sensor's first reading it counts from one interval before the first input.
  public static let elapsed = InputChannels(rawValue: 2)

  /// Two channels: sine and cosine of the time of day.
  public static let timeOfDay = InputChannels(rawValue: 4)

  /// Two channels: sine and cosine of the day of the week, which move in seven steps.
  public static let dayOfWeek = InputChannels(rawValue: 8)

  /// Seen, elapsed and time of day: with the value, five channels.
  public static let standard: InputChannels = [.seen, .elapsed, .timeOfDay]

  /// The number of channels of each input step, the value included.
  public var count: Int {
    1 + (contains(.seen) ? 1 : 0) + (contains(.elapsed) ? 1 : 0) + clockCount
  }

  /// The number of channels that tell the time: also those of each target step's clock.
  public var clockCount: Int {
    (contains(.timeOfDay) ? 2 : 0) + (contains(.dayOfWeek) ? 2 : 0)
  }
}
