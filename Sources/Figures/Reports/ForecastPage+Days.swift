extension ForecastReportContent {
  /// One figure a day: the truth with the forecasts for each time, and below by how much they missed.
  var daySection: PageSection? {
    guard !days.isEmpty else { return nil }
    return PageSection(
      "A day in forecasts",
      [
        .text(
          "The lines show what was measured, and what had been forecast for each time of the day a while "
            + "before. Below is by how much: above zero the forecast was too high. Lines are broken where "
            + "a reading or a forecast is missing.")
      ] + days.map { .figure(Figure(chart(of: $0))) })
  }

  private func chart(of day: ForecastDay) -> LineChart {
    let truth = LineSeries("truth", at: day.times, values: day.truth, role: .reference)
    let forecasts = day.forecasts.map { forecast in
      LineSeries(name(of: forecast), at: day.times, values: forecast.values)
    }
    let misses = day.forecasts.map { forecast in
      let values = zip(forecast.values, day.truth).map { value, truth in
        value.flatMap { value in truth.map { value - $0 } }
      }
      return LineSeries(name(of: forecast), at: day.times, values: values)
    }
    return LineChart(
      "Sensor \(day.sensor), \(day.date)",
      axis: Axis("Time of day", kind: .clock, range: 0...86_400),
      panels: [
        LinePanel(Axis(quantityTitle, unit: unit), series: [truth] + forecasts, height: 220),
        LinePanel(Axis("Error of the forecast", unit: unit, range: 0...0), series: misses, height: 110),
      ])
  }

  private func name(of forecast: ForecastDay.Forecast) -> String {
    "forecast \(timeAhead(forecast.horizon)) before"
  }
}
