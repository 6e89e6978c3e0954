import GraphODE

/// What a model's run gave.
struct RunResult {
  /// The forecasts of some windows in the unit of the series, `[nodes, windows, targets]`.
  let forecasts: (_ windows: [Int]) -> Tensor

  /// The errors on the test windows.
  let errors: ForecastErrors

  /// Where and when they were made.
  let places: ErrorPlaces

  /// How training went, for models that are trained.
  let training: TrainingSummary?

  /// The number of trainable numbers.
  let parameterCount: Int

  /// The largest number of bytes that tensors held at once in training, in units of 10⁶ bytes; 0 for models
  /// that are not trained.
  let peakMegabytes: Double

  /// Judges forecasts on the test windows.
  ///
  /// - Parameters:
  ///   - run: The run, with its windows.
  ///   - training: How training went, if there was any.
  ///   - parameterCount: The number of trainable numbers.
  ///   - peakMegabytes: The largest number of bytes that tensors held at once in training, in units of 10⁶.
  ///   - forecasts: Returns the forecasts of some windows.
  init(
    judging run: ModelRun, training: TrainingSummary? = nil, parameterCount: Int,
    peakMegabytes: Double = 0,
    forecasts: @escaping (_ windows: [Int]) -> Tensor
  ) {
    let windows = run.windows
    var progress = run.progress
    var errors = ForecastErrors(
      horizonCount: windows.outputCount, percentageFloor: run.percentageFloor)
    var places = ErrorPlaces(of: windows.series)
    progress.show("testing", finished: 0, of: windows.test.count)
    for start in stride(from: windows.test.lowerBound, to: windows.test.upperBound, by: 64) {
      let indices = Array(start..<min(start + 64, windows.test.upperBound))
      let values = forecasts(indices)
      let batch = windows.batch(indices)
      errors.add(values, targets: batch.targets, present: batch.targetPresent)
      places.add(values, for: indices, of: windows)
      progress.show(
        "testing", finished: start + indices.count - windows.test.lowerBound, of: windows.test.count)
    }
    self.forecasts = forecasts
    self.errors = errors
    self.places = places
    self.training = training
    self.parameterCount = parameterCount
    self.peakMegabytes = peakMegabytes
  }
}
