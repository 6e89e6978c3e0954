import Figures
import GraphODE

/// A day of the test windows at some sensors: what was measured, and what had been forecast.
struct ReportDays {
  let result: RunResult
  let windows: ForecastingWindows
  let progress: ProgressLine

  /// The horizons in steps whose forecasts are shown against the truth.
  private static let shownHorizons = [3, 12]

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// The last whole day at the sensors that were forecast well, typically and badly.
  ///
  /// Where no day is whole it is the longest part of one; there is none where times are unknown.
  func days() -> [ForecastDay] {
    let ranked = result.places.errorsBySensor.enumerated()
      .compactMap { node, error in error.map { (node: node, error: $0) } }.sorted { $0.error < $1.error }
    guard let steps = lastDay, !ranked.isEmpty else { return [] }
    let places = [ranked.count / 10, ranked.count / 2, ranked.count - 1 - ranked.count / 10]
    let nodes = ranked.indices.filter(places.contains).map { ranked[$0].node }
    let horizons = Self.shownHorizons.filter { $0 <= windows.outputCount }
    let values = forecasts(at: nodes, for: steps, horizons)
    return nodes.indices.map { place in
      day(
        nodes[place], steps,
        horizons.indices.map { ForecastDay.Forecast(horizon: horizons[$0], values: values[place][$0]) })
    }
  }

  /// The steps of the day.
  private var lastDay: Range<Int>? {
    let times = windows.series.times
    let first = windows.targetSteps(of: windows.test.lowerBound).lowerBound
    guard times.time(ofStep: first) != nil else { return nil }
    let starts = (first + 1..<times.stepCount).filter {
      times.time(ofStep: $0)?.dayOfWeek != times.time(ofStep: $0 - 1)?.dayOfWeek
    }
    let days = zip([first] + starts, starts + [times.stepCount]).map { $0..<$1 }
    // Clocks that are put forward leave out an hour of a day.
    let length = 0.9 * Double(days.map(\.count).max() ?? 0)
    return days.last { Double($0.count) >= length }
  }

  /// Returns the forecasts for some steps by sensor, horizon and step; `nil` where no test window has one.
  private func forecasts(at nodes: [Int], for steps: Range<Int>, _ horizons: [Int]) -> [[[Double?]]] {
    var table = nodes.map { _ in horizons.map { _ in steps.map { _ -> Double? in nil } } }
    let ahead = windows.inputCount - 1
    let needed = (steps.lowerBound - ahead - (horizons.max() ?? 1)..<steps.upperBound - ahead)
      .clamped(to: windows.test)
    var progress = progress
    progress.show("forecasting a day", finished: 0, of: needed.count)
    for start in stride(from: needed.lowerBound, to: needed.upperBound, by: 64) {
      let indices = Array(start..<min(start + 64, needed.upperBound))
      let values = result.forecasts(indices).elements
      for (place, window) in indices.enumerated() {
        for (column, horizon) in horizons.enumerated() where steps.contains(window + ahead + horizon) {
          for (row, node) in nodes.enumerated() {
            table[row][column][window + ahead + horizon - steps.lowerBound] =
              values[(node * indices.count + place) * windows.outputCount + horizon - 1]
          }
        }
      }
      progress.show(
        "forecasting a day", finished: start + indices.count - needed.lowerBound, of: needed.count)
    }
    return table
  }

  private func day(_ node: Int, _ steps: Range<Int>, _ forecasts: [ForecastDay.Forecast]) -> ForecastDay {
    let series = windows.series
    return ForecastDay(
      sensor: series.sensors[node],
      date: series.times.time(ofStep: steps.lowerBound).map(Self.words(for:)) ?? "",
      times: steps.map { Double(series.times.time(ofStep: $0)?.secondOfDay ?? 0) },
      truth: steps.map { series.reading(step: $0, sensor: node).map(Double.init) },
      forecasts: forecasts)
  }

  /// Returns a day in words, such as `Wednesday, 7 March 2012`.
  private static func words(for time: LocalTime) -> String {
    let date = time.date
    return "\(weekdays[time.dayOfWeek]), \(date.day) \(months[date.month - 1]) \(date.year)"
  }
}
