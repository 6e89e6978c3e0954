/// What a report on forecasts at sensors shows, as plain numbers.
///
/// Everything but the names and the model's errors may be left out; the report then lacks that part.
public struct ForecastReportContent: Sendable {
  /// The name of the dataset, such as "METR-LA".
  public var dataset: String

  /// The name of the model.
  public var model: String

  /// What is forecast, in lower case, such as "speed".
  public var quantity: String

  /// The unit of what is forecast, such as "mph"; `nil` for counts.
  public var unit: String?

  /// The minutes from one reading to the next.
  public var minutesPerStep: Double

  /// The command line that made the report.
  public var command: String

  /// The errors of the model on the test data.
  public var errors: ForecastErrorTable

  /// The errors of other models on the same data, such as persistence.
  public var comparisons: [ForecastErrorTable] = []

  /// What a true value must exceed to count in the error in per cent; 0 if all but zeros do.
  public var percentageFloor = 0.0

  /// The horizons that the table shows, in steps; those that were not forecast are left out.
  public var tableHorizons = [3, 6, 12]

  /// Days at chosen sensors, with what was forecast.
  public var days: [ForecastDay] = []

  /// The mean absolute error of all forecasts for each hour of the day, from midnight; empty if it
  /// was not taken.
  public var errorsByHour: [Double?] = []

  /// The mean absolute error of all forecasts at each sensor.
  public var sensors: [SensorError] = []

  /// The course of the training, from its first epoch.
  public var training: [TrainingEpoch] = []

  /// What the validation score of an epoch is, such as "validation MAE (mph)".
  public var validationLabel = "validation score"

  /// The epoch whose parameters were kept, if one was chosen.
  public var bestEpoch: Int?

  /// Creates a content of names and errors; set the rest as far as it is known.
  ///
  /// - Parameters:
  ///   - dataset: The name of the dataset.
  ///   - model: The name of the model.
  ///   - quantity: What is forecast, in lower case.
  ///   - unit: The unit of what is forecast; `nil` for counts.
  ///   - minutesPerStep: The minutes from one reading to the next.
  ///   - command: The command line that made the report.
  ///   - errors: The errors of the model on the test data.
  /// - Precondition: `minutesPerStep > 0`.
  public init(
    dataset: String, model: String, quantity: String, unit: String?, minutesPerStep: Double,
    command: String, errors: ForecastErrorTable
  ) {
    precondition(minutesPerStep > 0, "Readings cannot be \(minutesPerStep) minutes apart.")
    self.dataset = dataset
    self.model = model
    self.quantity = quantity
    self.unit = unit
    self.minutesPerStep = minutesPerStep
    self.command = command
    self.errors = errors
  }
}
