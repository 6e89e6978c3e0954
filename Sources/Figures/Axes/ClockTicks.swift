import Foundation

/// Ticks at full seconds, minutes, hours or days.
enum ClockTicks {
  private static let day = 86_400.0

  private static let steps: [Double] =
    [1, 2, 5, 10, 15, 30] + [1, 2, 5, 10, 15, 30].map { $0 * 60 }
    + [1, 2, 3, 4, 6, 12].map { $0 * 3600 }

  /// Returns ticks inside an extent in seconds after midnight, or `nil` where it is no span of
  /// times that clocks are read for: under five seconds, or beyond a few centuries.
  static func ticks(inside extent: Extent, about count: Int) -> Ticks? {
    guard extent.length >= 5, max(abs(extent.lower), abs(extent.upper)) < 1e10 else { return nil }
    let wanted = extent.length / Double(max(count, 1))
    let step = steps.first { $0 >= wanted * (1 - 1e-9) } ?? wholeDays(wanted)
    let first = (extent.lower / step).rounded(.up)
    let values = stride(from: first, through: (extent.upper / step).rounded(.down), by: 1)
      .map { $0 * step + 0 }
    let isOneDay = extent.lower >= 0 && extent.upper <= day
    return Ticks(
      values: values, labels: values.map { label(of: $0, step: step, isOneDay: isOneDay) }, step: step)
  }

  private static func wholeDays(_ wanted: Double) -> Double {
    let days = max((wanted / day).rounded(.up), 1)
    let power = pow(10, Double(NumberText.decimalExponent(of: days)))
    return ([1, 2, 5].first { $0 * power >= days } ?? 10) * power * day
  }

  /// Returns a time such as "06:30", "06:30:15", "day 2 06:30" or "day 2".
  private static func label(of seconds: Double, step: Double, isOneDay: Bool) -> String {
    let dayNumber = isOneDay ? 0 : (seconds / day).rounded(.down)
    let rest = Int(seconds - dayNumber * day)
    let date = isOneDay ? "" : "day \(NumberText.fixed(dayNumber + 1, decimals: 0))"
    guard isOneDay || step < day else { return date }
    let time = String(format: "%02d:%02d", rest / 3600, rest / 60 % 60)
    let fraction = step < 60 ? String(format: ":%02d", rest % 60) : ""
    return date + (isOneDay ? "" : " ") + time + fraction
  }
}
