/// One day at one sensor: what was measured, and what had been forecast for each time of it.
public struct ForecastDay: Hashable, Sendable {
  /// The forecasts that were made a fixed number of steps before their time.
  public struct Forecast: Hashable, Sendable {
    /// How many steps ahead the forecasts were made.
    public let horizon: Int

    /// The forecast for each time of the day, where there is one.
    public let values: [Double?]

    /// Creates forecasts.
    public init(horizon: Int, values: [Double?]) {
      self.horizon = horizon
      self.values = values
    }
  }

  /// The name of the sensor.
  public let sensor: String

  /// The date, as it is to be read.
  public let date: String

  /// The times in seconds after midnight.
  public let times: [Double]

  /// What was measured at each time, where something was.
  public let truth: [Double?]

  /// The forecasts, one entry a horizon.
  public let forecasts: [Forecast]

  /// Creates a day.
  ///
  /// - Precondition: There is one measurement and one forecast of each horizon a time, `nil` where
  ///   there is none.
  public init(
    sensor: String, date: String, times: [Double], truth: [Double?], forecasts: [Forecast]
  ) {
    precondition(
      truth.count == times.count, "A day has \(times.count) times, but \(truth.count) measurements.")
    for forecast in forecasts {
      precondition(
        forecast.values.count == times.count,
        "A day has \(times.count) times, but \(forecast.values.count) forecasts.")
    }
    self.sensor = sensor
    self.date = date
    self.times = times
    self.truth = truth
    self.forecasts = forecasts
  }
}
