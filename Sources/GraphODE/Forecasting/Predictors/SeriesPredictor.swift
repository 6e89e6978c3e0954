public import GraphDatasets
public import Tensors
public import Training

/// A rule that forecasts without being trained by gradients: what every model has to beat.
public protocol SeriesPredictor: Sendable {
  /// Returns forecasts for some windows, in the unit of the series.
  ///
  /// - Parameters:
  ///   - indices: The windows to forecast.
  ///   - windows: All windows of the series.
  /// - Returns: A tensor `[nodes, indices, targets]`.
  func forecasts(for indices: [Int], of windows: ForecastingWindows) -> Tensor
}

extension SeriesPredictor {
  /// Returns the errors of the forecasts for some windows, in the unit of the series.
  ///
  /// - Parameters:
  ///   - windows: All windows of the series.
  ///   - range: The windows to judge on.
  ///   - percentageFloor: The value that a target must exceed to count in the percentage error.
  /// - Returns: The errors at each horizon.
  public func errors(
    on windows: ForecastingWindows, _ range: Range<Int>, percentageFloor: Double = 0
  ) -> ForecastErrors {
    var errors = ForecastErrors(
      horizonCount: windows.outputCount, percentageFloor: percentageFloor)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
      let indices = Array(start..<min(start + 64, range.upperBound))
      let batch = windows.batch(indices)
      errors.add(
        forecasts(for: indices, of: windows), targets: batch.targets, present: batch.targetPresent)
    }
    return errors
  }
}
