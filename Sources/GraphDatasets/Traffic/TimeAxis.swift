/// When the steps of a series were, as far as that is known.
///
/// A step is the unit of time of a series, also where clocks or a service jump: nothing happens
/// in the night that a metro is closed, nor in the hour that daylight saving leaves out.
public struct TimeAxis: Hashable, Sendable {
  /// The number of steps.
  public let stepCount: Int

  /// The time of the first step, where known.
  public let start: LocalTime?

  /// The seconds from one step to the next, where known.
  public let interval: Int?

  /// The part of the day that is over at each step, in `0..<1`, where known.
  public let timesOfDay: [Double]?

  /// The day of the week of each step, from 0 on Monday to 6 on Sunday, where known.
  public let daysOfWeek: [Int]?

  /// The time of each step, where known.
  private let times: [LocalTime]?

  /// The second of the day with which a day of the series begins.
  let dayStart: Int

  /// The seconds of a day of the series.
  let dayLength: Int

  /// Creates an axis of known times, or of unknown ones from `nil`.
  private init(
    stepCount: Int, interval: Int?, times: [LocalTime]?, dayStart: Int = 0, dayLength: Int = 86_400
  ) {
    precondition(stepCount >= 0, "A time axis cannot have \(stepCount) steps.")
    self.stepCount = stepCount
    self.interval = interval
    self.times = times
    self.dayStart = dayStart
    self.dayLength = dayLength
    start = times?.first
    timesOfDay = times?.map { Double($0.secondOfDay - dayStart) / Double(dayLength) }
    daysOfWeek = times?.map(\.dayOfWeek)
  }

  /// Returns an axis of which nothing but the number of steps is known.
  public static func unknown(stepCount: Int) -> TimeAxis {
    TimeAxis(stepCount: stepCount, interval: nil, times: nil)
  }

  /// Returns the time of a step, or `nil` where that is not known.
  ///
  /// - Precondition: There is such a step.
  public func time(ofStep step: Int) -> LocalTime? {
    precondition((0..<stepCount).contains(step), "There is no step \(step) among \(stepCount).")
    return times?[step]
  }

  /// Returns an axis whose steps follow each other at one interval.
  ///
  /// - Parameters:
  ///   - stepCount: The number of steps.
  ///   - interval: The seconds from one step to the next.
  ///   - start: The time of the first step.
  /// - Returns: The axis, of which everything is known.
  /// - Precondition: `interval` is positive.
  public static func regular(stepCount: Int, interval: Int, from start: LocalTime) -> TimeAxis {
    precondition(interval > 0, "Steps cannot follow each other at \(interval) seconds.")
    return TimeAxis(
      stepCount: stepCount, interval: interval,
      times: (0..<stepCount).map { start.adding(seconds: $0 * interval) })
  }

  /// Returns an axis of days that have hours of service only, and as many steps each.
  ///
  /// The time of day is the part of the service that is over: 0 at each day's first step.
  ///
  /// - Parameters:
  ///   - stepCount: The number of steps.
  ///   - stepsPerDay: The number of steps of each day.
  ///   - interval: The seconds from one step of a day to the next.
  ///   - start: The time of the first step, with which a day's service begins.
  /// - Returns: The axis, of which everything is known.
  /// - Precondition: `stepsPerDay` and `interval` are positive, and a day's steps are over by midnight.
  public static func serviceDays(
    stepCount: Int, stepsPerDay: Int, interval: Int, from start: LocalTime
  ) -> TimeAxis {
    precondition(
      stepsPerDay > 0 && interval > 0, "A day cannot have \(stepsPerDay) steps of \(interval) seconds.")
    let (first, length) = (start.secondOfDay, stepsPerDay * interval)
    precondition(
      first + length <= 86_400, "A day cannot have \(length) seconds of service from second \(first) on.")
    return TimeAxis(
      stepCount: stepCount, interval: interval,
      times: (0..<stepCount).map {
        start.adding(seconds: 86_400 * ($0 / stepsPerDay) + interval * ($0 % stepsPerDay))
      },
      dayStart: first, dayLength: length)
  }

  /// Creates an axis from the time of each step.
  ///
  /// The interval is the smallest difference: where clocks jump, a later step follows anyway.
  ///
  /// - Parameters:
  ///   - times: The times, each after the one before.
  ///   - path: What errors call the data.
  /// - Throws: `timesOutOfOrder`, also where a time is repeated.
  public init(times: [LocalTime], path: String) throws(DatasetError) {
    var interval: Int?
    for (step, (earlier, later)) in zip(times, times.dropFirst()).enumerated() {
      guard earlier < later else {
        throw .timesOutOfOrder(
          path: path, step: step + 1, time: "\(later)", previous: "\(earlier)")
      }
      let (difference, overflow) = later.secondsSinceEpoch
        .subtractingReportingOverflow(earlier.secondsSinceEpoch)
      interval = min(interval ?? .max, overflow ? .max : difference)
    }
    self.init(stepCount: times.count, interval: interval, times: times)
  }
}
