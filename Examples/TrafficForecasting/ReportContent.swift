import Figures
import GraphODE

/// What the report of a run shows, gathered from its forecasts for the test windows.
struct ReportContent {
  let result: RunResult
  let traffic: TrafficData
  let windows: ForecastingWindows
  let recipe: ForecastingRecipe
  let command: String
  let progress: ProgressLine

  /// The report as a page.
  func page() -> Page {
    let series = traffic.series
    let clock = try? SeriesClock(of: series.times, dataset: traffic.name)
    var content = ForecastReportContent(
      dataset: traffic.name, model: recipe.model.rawValue, quantity: series.quantity.name,
      unit: series.quantity.unit, minutesPerStep: Double(clock?.interval ?? 60) / 60, command: command,
      errors: table(recipe.model.rawValue, result.errors))
    if recipe.model != .persistence {
      let errors = Persistence().errors(
        on: windows, windows.test, percentageFloor: result.errors.percentageFloor)
      content.comparisons = [table(ForecastingModel.persistence.rawValue, errors)]
    }
    content.percentageFloor = result.errors.percentageFloor
    content.errorsByHour = result.places.errorsByHour
    content.sensors = series.sensors.enumerated().map { node, name in
      SensorError(
        name, mae: result.places.errorsBySensor[node],
        position: traffic.positions.map {
          .init(longitude: $0[node].longitude, latitude: $0[node].latitude)
        })
    }
    content.days = ReportDays(result: result, windows: windows, progress: progress).days()
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
}
