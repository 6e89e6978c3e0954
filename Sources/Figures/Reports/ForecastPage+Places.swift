import Foundation

extension ForecastReportContent {
  /// The errors for each hour of the day.
  var hourSection: PageSection? {
    let known = errorsByHour.enumerated().compactMap { hour, error in
      error.flatMap { $0.isFinite ? (hour: hour, error: $0) : nil }
    }
    guard let worst = known.max(by: { $0.error < $1.error }) else { return nil }
    let chart = ColumnChart(
      "Error by hour of the day", categoryTitle: "Hour that the forecast is for",
      categories: errorsByHour.indices.map { String(format: "%02d", $0) }, axis: errorAxis,
      series: [ColumnSeries(errors.name, values: errorsByHour)])
    let text =
      "Forecasts are worst for the hour from \(worst.hour):00, where they miss by "
      + "\(withUnit(worst.error)) on average over all horizons."
    return PageSection("When it misses", [.text(text), .figure(Figure(chart, numbers: chart.table))])
  }

  /// The sensors on their map, and those with the largest errors by name.
  var sensorSection: PageSection? {
    let ordered = sensors.filter { $0.finiteError != nil }
      .sorted { ($0.finiteError ?? 0, $1.name) > ($1.finiteError ?? 0, $0.name) }
    guard let worst = ordered.first, let best = ordered.last,
      let high = worst.finiteError, let low = best.finiteError
    else { return nil }
    let text =
      "Averaged over all horizons the error lies between \(withUnit(low)) at sensor \(best.name) and "
      + "\(withUnit(high)) at sensor \(worst.name)."
    let list = sensorTable(ordered)
    guard let map = sensorMap else { return PageSection("Where it misses", [.text(text), .table(list)]) }
    let caption =
      days.isEmpty ? "" : "Rings mark the sensors whose days are shown above."
    return PageSection(
      "Where it misses", [.text(text), .figure(Figure(map, caption: caption, numbers: list))])
  }

  private func sensorTable(_ ordered: [SensorError]) -> Table {
    let decimals = NumberText.decimals(for: ordered.map(\.mae), digits: 3) ?? 2
    let shown = ordered.prefix(20)
    return Table(
      ordered.count > shown.count ? "The \(shown.count) sensors with the largest errors" : "Errors by sensor",
      columns: [.words("Sensor"), .numbers(errorAxis.label)],
      rows: shown.map { [.text($0.name), .number($0.mae, decimals: decimals)] })
  }

  /// The map, if the position of any sensor is known.
  private var sensorMap: ScatterMap? {
    let chosen = Set(days.map(\.sensor))
    let points = sensors.compactMap { sensor in
      sensor.position.map { position in
        MapPoint(
          sensor.name, longitude: position.longitude, latitude: position.latitude, value: sensor.mae,
          isNamed: chosen.contains(sensor.name))
      }
    }
    guard !points.isEmpty else { return nil }
    return ScatterMap(
      "Error by sensor", valueTitle: "Mean absolute error", unit: unit, points: points)
  }
}
