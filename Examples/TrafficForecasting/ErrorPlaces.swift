import GraphODE

/// Where and when the forecasts of the test windows go wrong.
struct ErrorPlaces {
  private let series: SensorSeries
  private var sensors: [ErrorSums]
  private var hours = [ErrorSums](repeating: ErrorSums(), count: 24)

  /// Creates places without errors, before the first forecast.
  init(of series: SensorSeries) {
    self.series = series
    sensors = [ErrorSums](repeating: ErrorSums(), count: series.sensorCount)
  }

  /// Adds forecasts for some windows, `[nodes, indices, targets]`.
  mutating func add(_ forecasts: Tensor, for indices: [Int], of windows: ForecastingWindows) {
    let values = forecasts.elements
    for (place, window) in indices.enumerated() {
      for (horizon, step) in windows.targetSteps(of: window).enumerated() {
        let hour = series.times.time(ofStep: step).map { $0.secondOfDay / 3600 }
        for node in 0..<series.sensorCount {
          guard let target = series.reading(step: step, sensor: node) else { continue }
          let value = values[(node * indices.count + place) * windows.outputCount + horizon]
          sensors[node].add(value, target: Double(target), percentageFloor: .infinity)
          if let hour { hours[hour].add(value, target: Double(target), percentageFloor: .infinity) }
        }
      }
    }
  }

  /// The mean absolute error at each sensor over all horizons; `nil` without targets.
  var errorsBySensor: [Double?] { sensors.map(Self.error) }

  /// The mean absolute error in each hour of the day over all horizons; empty if times are unknown.
  var errorsByHour: [Double?] {
    hours.contains { $0.count > 0 } ? hours.map(Self.error) : []
  }

  private static func error(_ sums: ErrorSums) -> Double? { sums.count > 0 ? sums.measures.mae : nil }
}
