public import Tensors

/// The errors of forecasts by horizon, pooled over windows and nodes.
///
/// Every target that is present counts once, whatever batch it comes in: the root of a mean over all
/// is not the mean of batches' roots.
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, appendix E.2.
public struct ForecastErrors: Hashable, Sendable {
  /// The absolute value that a target must exceed to count in the percentage error.
  public let percentageFloor: Double

  /// The sums of each horizon; the first is that of one step ahead.
  public private(set) var horizons: [ErrorSums]

  /// Creates errors before the first forecast.
  ///
  /// - Parameters:
  ///   - horizonCount: The number of steps that are forecast.
  ///   - percentageFloor: The absolute value that a target must exceed to count in the percentage
  ///     error: dividing by a number near zero says nothing.
  public init(horizonCount: Int, percentageFloor: Double = 0) {
    precondition(horizonCount > 0, "\(horizonCount) steps cannot be forecast.")
    horizons = Array(repeating: ErrorSums(), count: horizonCount)
    self.percentageFloor = percentageFloor
  }

  /// Adds a batch of forecasts.
  ///
  /// - Parameters:
  ///   - predictions: The forecasts in the targets' units, `[nodes, batch, horizons]`.
  ///   - targets: The true values, of the same shape.
  ///   - present: 1 where a target is present, else 0, of the same shape.
  public mutating func add(_ predictions: Tensor, targets: Tensor, present: Tensor) {
    predictions.requireSameKind(as: targets)
    predictions.requireSameKind(as: present)
    precondition(
      predictions.rank == 3 && predictions.shape[2] == horizons.count,
      "Forecasts are [nodes, batch, \(horizons.count)], but these have the shape \(predictions.shape).")
    let (values, truth, mask) = (predictions.elements, targets.elements, present.elements)
    var place = 0
    for _ in 0..<(predictions.elementCount / horizons.count) {
      for horizon in horizons.indices {
        if mask[place] != 0 {
          horizons[horizon].add(
            values[place], target: truth[place], percentageFloor: percentageFloor)
        }
        place += 1
      }
    }
  }

  /// Adds the errors of other forecasts of as many steps.
  public static func += (errors: inout ForecastErrors, other: ForecastErrors) {
    precondition(
      errors.horizons.count == other.horizons.count,
      "Errors of \(other.horizons.count) horizons do not add to those of \(errors.horizons.count).")
    for horizon in errors.horizons.indices { errors.horizons[horizon] += other.horizons[horizon] }
  }

  /// The measures at one horizon.
  ///
  /// - Parameter step: The number of steps ahead, from 1.
  /// - Returns: The measures; not numbers without any target.
  public func measures(at step: Int) -> ErrorMeasures {
    precondition(
      (1...horizons.count).contains(step),
      "Step \(step) is not among the \(horizons.count) that are forecast.")
    return horizons[step - 1].measures
  }

  /// The measures over all horizons, pooled.
  public var average: ErrorMeasures {
    horizons.reduce(into: ErrorSums()) { $0 += $1 }.measures
  }
}
