/// The errors of one model, by horizon and on average.
public struct ForecastErrorTable: Hashable, Sendable {
  /// The name of the model.
  public let name: String

  /// The errors at each horizon, that of one step ahead first; `nil` where they are not known.
  public let horizons: [ReportedErrors?]

  /// The errors over all horizons, if known.
  public let average: ReportedErrors?

  /// Creates a table.
  public init(_ name: String, horizons: [ReportedErrors?], average: ReportedErrors?) {
    self.name = name
    self.horizons = horizons
    self.average = average
  }

  /// Returns the errors at a horizon in steps, from 1, if they are known.
  func errors(at horizon: Int) -> ReportedErrors? {
    horizons.indices.contains(horizon - 1) ? horizons[horizon - 1] : nil
  }
}
