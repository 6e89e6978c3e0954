public import GraphDatasets
public import Tensors

/// The mean of each sensor's readings at the same time of the day, or of the week.
///
/// Times are told apart to the hundred-thousandth of a day. Where a sensor has no reading at a time, its
/// mean over all times stands in, and where it has none at all the mean over all sensors.
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, appendix E.1, whose average is over the week.
public struct HistoricalAverage: SeriesPredictor {
  /// The time after which readings are expected to repeat.
  public enum Period: Hashable, Sendable {
    /// A day.
    case day
    /// A week.
    case week
  }

  /// The time after which readings are expected to repeat.
  public let period: Period

  /// The mean reading of each sensor at each time.
  private let means: [Slot: [Mean]]

  /// The mean reading of each sensor over all times, with the mean over all sensors where it has none.
  private let sensorMeans: [Double]

  /// Averages the readings of the steps that the training windows cover.
  ///
  /// - Parameters:
  ///   - windows: The windows of the series.
  ///   - period: The time after which readings are expected to repeat.
  /// - Precondition: The series knows the times of day and, for a week, the days.
  /// - Complexity: O(steps × sensors).
  public init(fitting windows: ForecastingWindows, period: Period) {
    let series = windows.series
    let steps =
      windows.training.lowerBound..<windows.targetSteps(of: windows.training.upperBound - 1).upperBound
    var means: [Slot: [Mean]] = [:]
    var sensorMeans = [Mean](repeating: Mean(), count: series.sensorCount)
    var total = Mean()
    for step in steps {
      var own = means.removeValue(forKey: Slot(step, series.times, period)) ?? sensorMeans.map { _ in Mean() }
      for sensor in 0..<series.sensorCount {
        guard let reading = series.reading(step: step, sensor: sensor) else { continue }
        own[sensor].add(Double(reading))
        sensorMeans[sensor].add(Double(reading))
        total.add(Double(reading))
      }
      means[Slot(step, series.times, period)] = own
    }
    self.period = period
    self.means = means
    self.sensorMeans = sensorMeans.map { $0.value ?? total.value ?? 0 }
  }

  /// Returns the means at the times of the targets, `[nodes, indices, targets]`.
  public func forecasts(for indices: [Int], of windows: ForecastingWindows) -> Tensor {
    let series = windows.series
    precondition(
      series.sensorCount == sensorMeans.count,
      "Means of \(sensorMeans.count) sensors do not forecast \(series.sensorCount).")
    var elements: [Double] = []
    for sensor in 0..<series.sensorCount {
      for index in indices {
        for step in windows.targetSteps(of: index) {
          let own = means[Slot(step, series.times, period)]?[sensor].value
          elements.append(own ?? sensorMeans[sensor])
        }
      }
    }
    return Tensor(shape: [series.sensorCount, indices.count, windows.outputCount], elements: elements)
  }
}

/// A time that comes back.
private struct Slot: Hashable {
  let time: Int
  let day: Int

  init(_ step: Int, _ axis: TimeAxis, _ period: HistoricalAverage.Period) {
    guard let times = axis.timesOfDay else {
      preconditionFailure("Averages over a \(period) need times of day, which the series does not know.")
    }
    time = Int((times[step] * 1e5).rounded())
    switch period {
    case .day: day = 0
    case .week:
      guard let days = axis.daysOfWeek else {
        preconditionFailure("Averages over a week need its days, which the series does not know.")
      }
      day = days[step]
    }
  }
}

/// A mean of some numbers.
private struct Mean {
  private var sum = 0.0
  private var count = 0

  /// The mean, or `nil` without numbers.
  var value: Double? { count > 0 ? sum / Double(count) : nil }

  mutating func add(_ number: Double) {
    sum += number
    count += 1
  }
}
