public import Tensors

/// A shift and a scale that give readings mean 0 and standard deviation 1.
///
/// `scaled = (reading − mean) / standardDeviation`.
public struct StandardScaler: Hashable, Codable, Sendable {
  /// The mean reading.
  public let mean: Double

  /// The standard deviation of the readings.
  public let standardDeviation: Double

  /// Creates a scaler from its two numbers.
  ///
  /// - Precondition: The numbers are finite and the deviation is positive.
  public init(mean: Double, standardDeviation: Double) {
    precondition(
      mean.isFinite && standardDeviation.isFinite && standardDeviation > 0,
      "Readings cannot be scaled by mean \(mean) and deviation \(standardDeviation).")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Fits a scaler to the readings that the inputs of windows hold.
  ///
  /// A reading counts once for each window that it is in, as if the windows were copied out;
  /// absent ones do not count. The deviation is the population's. Where all readings are equal
  /// it is set to 1: they become zeros, and forecasts stay in the unit of the readings.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - windowCount: The number of windows, which start at the first steps one by one.
  ///   - inputCount: The number of input steps of a window.
  ///   - dataset: What errors call the data.
  /// - Throws: `noTrainingReadings`.
  init(
    fitting series: SensorSeries, windowCount: Int, inputCount: Int, dataset: String
  ) throws(DatasetError) {
    let sensorCount = series.sensorCount
    let stepCount = min(windowCount + inputCount - 1, series.stepCount)
    // Windows start from step − inputCount + 1 up to step, as far as there are any.
    let weights = (0..<stepCount).map { step in
      Double(min(step, windowCount - 1) - max(step - inputCount + 1, 0) + 1)
    }
    /// Returns the weighted sum over the readings.
    func sum(_ term: (Double) -> Double) -> Double {
      series.values.withUnsafeBufferPointer { values in
        series.present.withUnsafeBufferPointer { present in
          var total = 0.0
          for step in 0..<stepCount {
            var partial = 0.0
            for place in (step * sensorCount)..<((step + 1) * sensorCount) where present[place] {
              partial += term(Double(values[place]))
            }
            total += weights[step] * partial
          }
          return total
        }
      }
    }
    let count = sum { _ in 1 }
    guard count > 0 else { throw .noTrainingReadings(dataset: dataset) }
    let mean = sum { $0 } / count
    let variance = sum { ($0 - mean) * ($0 - mean) } / count
    // Equal readings leave what rounding leaves of their mean.
    let isConstant = variance.squareRoot() <= 1e-12 * abs(mean)
    self.init(mean: mean, standardDeviation: isConstant ? 1 : variance.squareRoot())
  }

  /// Returns a reading, scaled.
  public func scaled(_ reading: Float) -> Float {
    Float((Double(reading) - mean) / standardDeviation)
  }

  /// Returns readings, scaled.
  @differentiable(reverse)
  public func scaled(_ readings: Tensor) -> Tensor {
    (readings - mean).scaled(by: 1 / standardDeviation)
  }

  /// Returns scaled values in the unit of the readings again.
  @differentiable(reverse)
  public func unscaled(_ values: Tensor) -> Tensor {
    values.scaled(by: standardDeviation) + mean
  }
}
