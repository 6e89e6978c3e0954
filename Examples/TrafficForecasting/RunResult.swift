import GraphODE

/// What a model's run gave.
struct RunResult {
  /// The forecasts of some windows in the unit of the series, `[nodes, windows, targets]`.
  let forecasts: (_ windows: [Int]) -> Tensor

  /// The errors on the test windows.
  let errors: ForecastErrors

  /// How training went, for models that are trained.
  let training: TrainingSummary?

  /// The number of trainable numbers.
  let parameterCount: Int
}
