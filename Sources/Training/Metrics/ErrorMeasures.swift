/// Three measures of forecasts' errors, in the units of the targets.
public struct ErrorMeasures: Hashable, Codable, Sendable {
  /// The mean absolute error, `Σ |ŷ − y| / n`; NaN without targets.
  public let mae: Double

  /// The root of the mean squared error, `√(Σ (ŷ − y)² / n)`; NaN without targets.
  public let rmse: Double

  /// The mean absolute percentage error, `100 Σ |ŷ − y| / |y| / m`, in per cent, over the `m` targets
  /// that are large enough to divide by; NaN without such targets.
  public let mape: Double

  /// Creates measures.
  public init(mae: Double, rmse: Double, mape: Double) {
    self.mae = mae
    self.rmse = rmse
    self.mape = mape
  }
}

/// Sums from which measures of errors are made; sums of parts add up to the sum of the whole.
public struct ErrorSums: Hashable, Sendable {
  /// The number of targets.
  public private(set) var count = 0

  private var absolute = 0.0
  private var squared = 0.0
  private var relative = 0.0
  private var relativeCount = 0

  /// Creates empty sums.
  public init() {}

  /// Adds one forecast.
  ///
  /// - Parameters:
  ///   - prediction: The forecast value.
  ///   - target: The true value.
  ///   - percentageFloor: The absolute value that a target must exceed to count as a percentage.
  public mutating func add(_ prediction: Double, target: Double, percentageFloor: Double) {
    let error = abs(prediction - target)
    count += 1
    absolute += error
    squared += error * error
    if abs(target) > percentageFloor {
      relative += error / abs(target)
      relativeCount += 1
    }
  }

  /// Adds the sums of other forecasts.
  public static func += (sums: inout ErrorSums, other: ErrorSums) {
    sums.count += other.count
    sums.absolute += other.absolute
    sums.squared += other.squared
    sums.relative += other.relative
    sums.relativeCount += other.relativeCount
  }

  /// The measures over all forecasts that were added.
  public var measures: ErrorMeasures {
    ErrorMeasures(
      mae: absolute / Double(count), rmse: (squared / Double(count)).squareRoot(),
      mape: 100 * relative / Double(relativeCount))
  }
}
