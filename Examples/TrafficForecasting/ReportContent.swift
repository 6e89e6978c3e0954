import Figures
import GraphODE

/// What the report of a run shows, gathered from its forecasts for the test windows.
struct ReportContent {
  let result: RunResult
  let traffic: TrafficData
  let windows: ForecastingWindows
  let recipe: ForecastingRecipe
  let command: String

  /// The horizons in steps whose forecasts are shown against the truth.
  private static let shownHorizons = [3, 12]

  /// The report as a page.
  func page() -> Page {
    let series = traffic.series
    let clock = try? SeriesClock(of: series.times, dataset: traffic.name)
    let places = ErrorPlaces(result: result, windows: windows)
    var content = ForecastReportContent(
      dataset: traffic.name, model: recipe.model.rawValue, quantity: series.quantity.name,
      unit: series.quantity.unit, minutesPerStep: Double(clock?.interval ?? 60) / 60, command: command,
      errors: table(recipe.model.rawValue, result.errors))
    if recipe.model != .persistence {
      let errors = Persistence().errors(
        on: windows, windows.test, percentageFloor: result.errors.percentageFloor)
      content.comparisons = [table(ForecastingModel.persistence.rawValue, errors)]
    }
    content.errorsByHour = places.errorsByHour
    content.sensors = series.sensors.enumerated().map { node, name in
      SensorError(
        name, mae: places.errorsBySensor[node],
        position: traffic.positions.map {
          .init(longitude: $0[node].longitude, latitude: $0[node].latitude)
        })
    }
    content.days = days(places)
    if let training = result.training {
      content.training = training.history.map {
        TrainingEpoch($0.epoch, loss: $0.loss, validation: $0.validation)
      }
      content.validationLabel = "validation MAE (\(series.quantity.unit))"
      content.bestEpoch = training.best?.epoch
    }
    return forecastPage(content)
  }

  private func table(_ name: String, _ errors: ForecastErrors) -> ForecastErrorTable {
    func reported(_ measures: ErrorMeasures) -> ReportedErrors {
      ReportedErrors(mae: measures.mae, rmse: measures.rmse, mape: measures.mape)
    }
    return ForecastErrorTable(
      name, horizons: errors.horizons.map { reported($0.measures) }, average: reported(errors.average))
  }

  /// The last whole day of the test windows at the sensors that were forecast best, typically and worst.
  private func days(_ places: ErrorPlaces) -> [ForecastDay] {
    let series = traffic.series
    guard let shares = series.times.timesOfDay else { return [] }
    let firsts = windows.test.lowerBound + windows.inputCount + (Self.shownHorizons.max() ?? 1) - 1
    let end = windows.test.upperBound - 1 + windows.inputCount
    // Days begin where the time of the day falls back.
    let starts = (max(firsts, 1)..<max(end, firsts, 1)).filter { shares[$0] < shares[$0 - 1] }
    guard let start = starts.dropLast().last ?? starts.last else { return [] }
    let stop = starts.first { $0 > start } ?? end
    let ranked = places.errorsBySensor.enumerated().compactMap { node, error in error.map { (node, $0) } }
      .sorted { $0.1 < $1.1 }
    guard !ranked.isEmpty else { return [] }
    let chosen = [ranked.count / 10, ranked.count / 2, ranked.count - 1 - ranked.count / 10]
    return chosen.map { ranked[$0].0 }.map { day($0, start..<stop) }
  }

  private func day(_ node: Int, _ steps: Range<Int>) -> ForecastDay {
    let series = traffic.series
    let clock = try? SeriesClock(of: series.times, dataset: traffic.name)
    let length = Double(clock?.dayLength ?? 86_400)
    let forecasts = Self.shownHorizons.filter { $0 <= windows.outputCount }.map { horizon in
      let indices = steps.map { $0 - windows.inputCount - horizon + 1 }
      let values = result.forecasts(indices).elements
      return ForecastDay.Forecast(
        horizon: horizon,
        values: indices.indices.map {
          values[(node * indices.count + $0) * windows.outputCount + horizon - 1]
        })
    }
    let shares = series.times.timesOfDay ?? []
    return ForecastDay(
      sensor: series.sensors[node], date: date(of: steps.lowerBound),
      times: steps.map { Double(clock?.dayStart ?? 0) + shares[$0] * length },
      truth: steps.map { series.reading(step: $0, sensor: node).map(Double.init) },
      forecasts: forecasts)
  }

  /// The date of a step in words, or its number where that is not known.
  private func date(of step: Int) -> String {
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    if let days = traffic.series.times.daysOfWeek { return "\(names[days[step]]), step \(step)" }
    return "step \(step)"
  }
}
