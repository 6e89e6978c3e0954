public import Layers
import Tensors

/// An exponential average of a model's parameters over its updates.
///
/// After update `n` the average is `a ← d a + (1 − d) p` with `d = min(decay, (1 + n) / (10 + n))`, so that
/// the first parameters are soon forgotten. The average lies where the noise of mini-batches moves the
/// parameters around, and forecasts better than the last parameters do.
///
/// Reference: B. Polyak and A. Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM
/// Journal on Control and Optimization 30, 1992, for the idea; the weights are those of TensorFlow's
/// `ExponentialMovingAverage`.
public struct WeightAveraging: Hashable, Sendable {
  /// The share of the average that outlives an update, in `0..<1`.
  public let decay: Double

  /// Creates an average.
  ///
  /// - Precondition: `decay` is at least 0 and less than 1.
  public init(decay: Double) {
    precondition(decay >= 0 && decay < 1, "The decay of the average is \(decay), but must be in 0..<1.")
    self.decay = decay
  }

  /// Moves an average towards the parameters after an update.
  ///
  /// - Parameters:
  ///   - average: The average so far.
  ///   - model: The model after the update.
  ///   - update: The number of updates so far, from 1.
  public func move<Model: Parameterized>(_ average: inout Model, towards model: Model, update: Int) {
    let share = 1 - min(decay, Double(1 + update) / Double(10 + update))
    let parameters = model.namedParameters
    var index = 0
    average.visitParameters(
      along: .zero,
      with: ParameterVisitor { _, value, _ in
        value.formScaled(by: 1 - share)
        value.add(parameters[index].value, times: share)
        index += 1
      })
  }
}
