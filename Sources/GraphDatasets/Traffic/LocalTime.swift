/// A second on the clocks of a place: a date and a time of day, without a time zone.
///
/// Traffic follows the clock on the wall, so that is all a series needs. Dates are those of the
/// Gregorian calendar, also before it was introduced.
public struct LocalTime: Hashable, Comparable, Codable, Sendable {
  /// The seconds on the clock since 1970-01-01 00:00:00, with 86 400 of them on every day.
  public let secondsSinceEpoch: Int

  /// Creates a time from the seconds on the clock since 1970-01-01 00:00:00.
  public init(secondsSinceEpoch: Int) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  /// Creates the time that a calendar and a clock show, or returns `nil` if there is none.
  ///
  /// - Parameters:
  ///   - year: The year, in `0...9999`.
  ///   - month: The month, in `1...12`.
  ///   - day: The day of the month, from 1 on.
  ///   - hour: The hour, in `0..<24`.
  ///   - minute: The minute, in `0..<60`.
  ///   - second: The second, in `0..<60`.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    // Counting years from March puts the leap day at the end of the year.
    let marchYear = month > 2 ? year : year - 1
    let (century, yearOfCentury) = marchYear.quotientAndFloorRemainder(dividingBy: 100)
    let (cycle, centuryOfCycle) = century.quotientAndFloorRemainder(dividingBy: 4)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let days = 146_097 * cycle + 36_524 * centuryOfCycle + (1461 * yearOfCentury) / 4 + dayOfYear
    secondsSinceEpoch = 86_400 * (days - 719_468) + 3600 * hour + 60 * minute + second
    guard date == (year, month, day) else { return nil }
  }

  /// The days since 1970-01-01, and the seconds since that day's midnight, in `0..<86400`.
  var dayAndSecond: (day: Int, second: Int) {
    let (day, second) = secondsSinceEpoch.quotientAndFloorRemainder(dividingBy: 86_400)
    return (day, second)
  }

  /// The seconds since midnight, in `0..<86400`.
  public var secondOfDay: Int { dayAndSecond.second }

  /// The part of the day that is over, in `0..<1`.
  public var timeOfDay: Double { Double(dayAndSecond.second) / 86_400 }

  /// The day of the week, from 0 on Monday to 6 on Sunday.
  public var dayOfWeek: Int {
    // The first of January 1970 was a Thursday.
    (dayAndSecond.day + 3).quotientAndFloorRemainder(dividingBy: 7).remainder
  }

  /// The date in the calendar.
  public var date: (year: Int, month: Int, day: Int) {
    let (cycle, dayOfCycle) = (dayAndSecond.day + 719_468).quotientAndFloorRemainder(dividingBy: 146_097)
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = 400 * cycle + yearOfCycle + (month < 10 ? 0 : 1)
    return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }

  /// Returns the time so many seconds later on the clock.
  public func adding(seconds: Int) -> LocalTime {
    LocalTime(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }

  /// Whether a time comes before another.
  public static func < (earlier: LocalTime, later: LocalTime) -> Bool {
    earlier.secondsSinceEpoch < later.secondsSinceEpoch
  }
}

extension LocalTime: CustomStringConvertible {
  /// Date and time, such as `2012-03-01 00:05:00`.
  public var description: String {
    let second = dayAndSecond.second
    let date = date
    let fields = [date.month, date.day, second / 3600, second / 60 % 60, second % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }
    let year = String(repeating: "0", count: max(0, 4 - "\(date.year)".count)) + "\(date.year)"
    return "\(year)-\(fields[0])-\(fields[1]) \(fields[2]):\(fields[3]):\(fields[4])"
  }
}

extension Int {
  /// Returns the quotient rounded down and the remainder, which is not negative.
  ///
  /// - Precondition: `divisor` is positive.
  func quotientAndFloorRemainder(dividingBy divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
