public import GraphDatasets
public import Tensors
public import Training

extension ForecastingWindows {
  /// Returns the errors of forecasts for some windows, in the units of the series.
  ///
  /// - Parameters:
  ///   - range: The windows.
  ///   - batchSize: The number of windows that are forecast at once.
  ///   - percentageFloor: The value that a target must exceed to count in the percentage error.
  ///   - forecast: Returns the forecasts for a batch in scaled units, `[nodes, batch, targets]`.
  /// - Returns: The errors by horizon, pooled over the windows.
  /// - Complexity: As many forecasts as there are windows.
  public func errors(
    on range: Range<Int>, batchSize: Int = 64, percentageFloor: Double = 0,
    of forecast: (ForecastBatch) -> Tensor
  ) -> ForecastErrors {
    var errors = ForecastErrors(horizonCount: outputCount, percentageFloor: percentageFloor)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: batchSize) {
      let batch = batch(Array(start..<min(start + batchSize, range.upperBound)))
      errors.add(
        scaler.unscaled(forecast(batch)), targets: batch.targets, present: batch.targetPresent)
    }
    return errors
  }
}
