import GraphODE

/// Where and when the forecasts of the test windows go wrong.
struct ErrorPlaces {
  /// The mean absolute error at each sensor over all horizons; `nil` without targets.
  let errorsBySensor: [Double?]

  /// The mean absolute error in each hour of the day over all horizons; empty if times are unknown.
  let errorsByHour: [Double?]

  init(result: RunResult, windows: ForecastingWindows) {
    let series = windows.series
    let clock = try? SeriesClock(of: series.times, dataset: "")
    var sensors = [ErrorSums](repeating: ErrorSums(), count: series.sensorCount)
    var hours = [ErrorSums](repeating: ErrorSums(), count: 24)
    for start in stride(from: windows.test.lowerBound, to: windows.test.upperBound, by: 64) {
      let indices = Array(start..<min(start + 64, windows.test.upperBound))
      let values = result.forecasts(indices).elements
      for (place, window) in indices.enumerated() {
        for (horizon, step) in windows.targetSteps(of: window).enumerated() {
          let hour = Self.hour(of: step, series.times, clock)
          for node in 0..<series.sensorCount {
            guard let target = series.reading(step: step, sensor: node) else { continue }
            let value = values[(node * indices.count + place) * windows.outputCount + horizon]
            sensors[node].add(value, target: Double(target), percentageFloor: .infinity)
            if let hour { hours[hour].add(value, target: Double(target), percentageFloor: .infinity) }
          }
        }
      }
    }
    func error(_ sums: ErrorSums) -> Double? { sums.count > 0 ? sums.measures.mae : nil }
    errorsBySensor = sensors.map(error)
    errorsByHour = clock == nil ? [] : hours.map(error)
  }

  private static func hour(of step: Int, _ times: TimeAxis, _ clock: SeriesClock?) -> Int? {
    guard let clock, let share = times.timesOfDay?[step] else { return nil }
    return min(Int((Double(clock.dayStart) + share * Double(clock.dayLength)) / 3600), 23)
  }
}
