public import GraphDatasets
public import Tensors

/// The forecast that nothing changes: each target is the last reading that the inputs show.
///
/// A sensor without any reading in a window is forecast as the mean of all readings to train on.
public struct Persistence: SeriesPredictor, Hashable {
  /// Creates the rule.
  public init() {}

  /// Returns the last readings, `[nodes, indices, targets]`.
  public func forecasts(for indices: [Int], of windows: ForecastingWindows) -> Tensor {
    // The value of the last input is the last one seen, or scaled 0, the mean.
    let last = windows.batch(indices).inputs[windows.inputCount - 1].sliced(alongAxis: 2, 0..<1)
    let values = windows.scaler.unscaled(last)
    return concatenated([Tensor](repeating: values, count: windows.outputCount), alongAxis: 2)
  }
}
