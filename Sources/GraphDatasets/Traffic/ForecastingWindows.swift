/// Every stretch of a series that is long enough for some inputs and the outputs behind them.
///
/// Window `w` takes its inputs from the steps `w..<(w + inputCount)` and its targets from the
/// `outputCount` steps behind them; there is one for every step that leaves room. Windows are
/// ranges of the one series, never copies of it. They are divided in time, and the scaler is
/// fitted to the inputs of those that train.
///
/// Reference: Y. Li, R. Yu, C. Shahabi, Y. Liu, "Diffusion Convolutional Recurrent Neural
/// Network", ICLR 2018, section 4, in its published code; there, absent readings count as zeros
/// in the scaler, here they do not count.
public struct ForecastingWindows: Sendable {
  /// The series.
  public let series: SensorSeries

  /// The number of input steps of each window.
  public let inputCount: Int

  /// The number of target steps of each window.
  public let outputCount: Int

  /// The steps that inputs do not show.
  public let dropped: DroppedSteps

  /// How readings become inputs.
  public let encoding: InputEncoding

  /// The windows to train on, the first ones.
  public let training: Range<Int>

  /// The windows to choose between epochs and settings on.
  public let validation: Range<Int>

  /// The windows to judge on, the last ones.
  public let test: Range<Int>

  /// Whether inputs may show each step.
  let isKept: [Bool]

  /// The clock's channels at each step, `[stepCount, clockCount]`.
  let clock: [Float]

  /// The number of windows.
  public var count: Int { test.upperBound }

  /// The scale of the readings.
  public var scaler: StandardScaler { encoding.scaler }

  /// Creates the windows of a series.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - name: What errors call the data.
  ///   - inputCount: The number of input steps of a window.
  ///   - outputCount: The number of target steps of a window.
  ///   - channels: What a model is told.
  ///   - dropped: The steps that inputs do not show; targets and the scaler are not touched.
  ///   - split: How the windows are divided.
  /// - Throws: `seriesTooShort`, `noTrainingReadings`, or `unknownTimes` if `channels` ask for
  ///   what the series does not know.
  /// - Precondition: The counts are positive.
  public init(
    over series: SensorSeries, called name: String, inputCount: Int = 12, outputCount: Int = 12,
    channels: InputChannels = .standard, dropping dropped: DroppedSteps = .none,
    split: ChronologicalSplit = .standard
  ) throws(DatasetError) {
    precondition(
      inputCount > 0 && outputCount > 0,
      "A window cannot have \(inputCount) input and \(outputCount) target steps.")
    let count = series.stepCount - inputCount - outputCount + 1
    let parts = split.parts(windowCount: max(count, 0))
    guard count > 0, !parts.training.isEmpty else {
      throw .seriesTooShort(
        dataset: name, stepCount: series.stepCount, inputCount: inputCount, outputCount: outputCount)
    }
    let times = series.times
    if channels.contains(.timeOfDay), times.timesOfDay == nil {
      throw .unknownTimes(dataset: name, what: "times of day")
    }
    if channels.contains(.dayOfWeek), times.daysOfWeek == nil {
      throw .unknownTimes(dataset: name, what: "days of the week")
    }
    self.series = series
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.dropped = dropped
    (training, validation, test) = parts
    let encoding = InputEncoding(
      scaler: try StandardScaler(
        fitting: series, windowCount: parts.training.count, inputCount: inputCount, dataset: name),
      channels: channels, elapsedUnit: Double(inputCount))
    self.encoding = encoding
    isKept = dropped.keepsSteps(count: series.stepCount)
    clock = (0..<series.stepCount).flatMap { step in
      encoding.clock(timeOfDay: times.timesOfDay?[step], dayOfWeek: times.daysOfWeek?[step])
    }
  }

  /// Returns the steps that a window takes its inputs from.
  ///
  /// - Precondition: There is such a window.
  public func inputSteps(of window: Int) -> Range<Int> {
    check(window)
    return window..<(window + inputCount)
  }

  /// Returns the steps that a window takes its targets from.
  ///
  /// - Precondition: There is such a window.
  public func targetSteps(of window: Int) -> Range<Int> {
    check(window)
    return (window + inputCount)..<(window + inputCount + outputCount)
  }

  func check(_ window: Int) {
    precondition((0..<count).contains(window), "There is no window \(window) among \(count).")
  }
}

extension TrafficData {
  /// Returns the windows of the series; see ``ForecastingWindows``.
  ///
  /// - Throws: `seriesTooShort`, `noTrainingReadings` or `unknownTimes`.
  public func windows(
    inputCount: Int = 12, outputCount: Int = 12, channels: InputChannels = .standard,
    dropping dropped: DroppedSteps = .none, split: ChronologicalSplit = .standard
  ) throws(DatasetError) -> ForecastingWindows {
    try ForecastingWindows(
      over: series, called: name, inputCount: inputCount, outputCount: outputCount, channels: channels,
      dropping: dropped, split: split)
  }
}
