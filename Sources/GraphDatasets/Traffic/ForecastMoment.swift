/// A moment that a reading was made at, or that one is to be forecast for.
public struct ForecastMoment: Hashable, Sendable {
  /// The time in intervals of the series that a model was trained on, from any origin.
  public let time: Double

  /// The part of the day that is over, in `0..<1`, where the model's channels need it.
  public let timeOfDay: Double?

  /// The day of the week, from 0 on Monday to 6 on Sunday, where the model's channels need it.
  public let dayOfWeek: Int?

  /// Creates a moment from its parts.
  ///
  /// - Precondition: `time` is finite.
  public init(time: Double, timeOfDay: Double? = nil, dayOfWeek: Int? = nil) {
    precondition(time.isFinite, "A moment cannot be at time \(time).")
    self.time = time
    self.timeOfDay = timeOfDay
    self.dayOfWeek = dayOfWeek
  }

  /// Creates a moment from what clock and calendar show.
  ///
  /// - Parameters:
  ///   - time: The date and the time of day.
  ///   - interval: The seconds from one step to the next of the series that a model was
  ///     trained on.
  /// - Precondition: `interval` is positive.
  public init(_ time: LocalTime, interval: Int) {
    precondition(interval > 0, "Steps cannot follow each other at \(interval) seconds.")
    self.init(
      time: Double(time.secondsSinceEpoch) / Double(interval), timeOfDay: time.timeOfDay,
      dayOfWeek: time.dayOfWeek)
  }
}
