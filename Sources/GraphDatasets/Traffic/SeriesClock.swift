/// The clock by which a series tells times: its interval, and the hours of its days.
///
/// A day of service without nights follows the one before as if there were no night.
public struct SeriesClock: Codable, Hashable, Sendable {
  /// The seconds from one step to the next.
  public let interval: Int

  /// The second of the day, after midnight, with which a day of the series begins.
  public let dayStart: Int

  /// The seconds of a day of the series.
  public let dayLength: Int

  /// Creates a clock from its parts.
  ///
  /// - Precondition: All are positive or, the start, not negative, and a day ends by midnight.
  public init(interval: Int, dayStart: Int = 0, dayLength: Int = 86_400) {
    precondition(
      interval > 0 && dayLength > 0 && dayStart >= 0 && dayStart + dayLength <= 86_400,
      "A clock of \(interval) s steps cannot have days of \(dayLength) s from second \(dayStart) on.")
    self.interval = interval
    self.dayStart = dayStart
    self.dayLength = dayLength
  }

  /// Creates the clock of a series.
  ///
  /// - Throws: `unknownTimes` if the series does not know its interval and times of day.
  public init(of times: TimeAxis, dataset: String) throws(DatasetError) {
    guard let interval = times.interval, times.timesOfDay != nil else {
      throw .unknownTimes(dataset: dataset, what: "the time of day of its steps")
    }
    self.init(interval: interval, dayStart: times.dayStart, dayLength: times.dayLength)
  }

  /// Returns the time so many steps later; behind a day's last step comes the next day's first.
  public func advanced(_ time: LocalTime, bySteps steps: Int) -> LocalTime {
    let (day, second) = time.dayAndSecond
    let (days, seconds) = (second - dayStart + steps * interval).quotientAndFloorRemainder(
      dividingBy: dayLength)
    return LocalTime(secondsSinceEpoch: 86_400 * (day + days) + dayStart + seconds)
  }

  /// Returns the moment at which a clock on the wall shows a time.
  ///
  /// - Throws: `unexpectedValue` if the time lies outside the hours of the series' days.
  public func moment(at time: LocalTime, path: String) throws(DatasetError) -> ForecastMoment {
    let (day, second) = time.dayAndSecond
    let seconds = second - dayStart
    guard (0..<dayLength).contains(seconds) else {
      let hours = "\(dayStart / 3600):00 to \((dayStart + dayLength) / 3600):00"
      throw .unexpectedValue(path: path, found: "the time \(time)", expected: "times from \(hours)")
    }
    return ForecastMoment(
      time: Double(day * dayLength + seconds) / Double(interval),
      timeOfDay: Double(seconds) / Double(dayLength), dayOfWeek: time.dayOfWeek)
  }
}
