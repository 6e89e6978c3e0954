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

  /// Reads the clock of a series off its first day.
  ///
  /// - Throws: `unknownTimes` if the series does not know its interval and times of day.
  public init(of times: TimeAxis, dataset: String) throws(DatasetError) {
    guard let interval = times.interval, let start = times.start, let shares = times.timesOfDay,
      shares.count > 1
    else { throw .unknownTimes(dataset: dataset, what: "the time of day of its steps") }
    guard shares[1] > shares[0] else {
      self.init(interval: interval)
      return
    }
    let length = (Double(interval) / (shares[1] - shares[0])).rounded()
    let first = start.timeOfDay * 86_400 - shares[0] * length
    self.init(interval: interval, dayStart: max(Int(first.rounded()), 0), dayLength: Int(length))
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
