/// Three measures of errors, as a report shows them.
public struct ReportedErrors: Hashable, Sendable {
  /// The mean absolute error, in the unit of what is forecast.
  public let mae: Double

  /// The root of the mean squared error, in the unit of what is forecast.
  public let rmse: Double

  /// The mean absolute percentage error, in per cent.
  public let mape: Double

  /// Creates measures; what is not finite is shown as a dash.
  public init(mae: Double, rmse: Double, mape: Double) {
    self.mae = mae
    self.rmse = rmse
    self.mape = mape
  }
}
