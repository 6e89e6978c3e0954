public import Tensors

/// Inputs and targets of some forecasts, with one tensor a step.
///
/// Times are in intervals from the last input's time on: those of inputs run up to 0, those of
/// targets are positive. All tensors are float32 and node-major.
public struct ForecastBatch: Sendable {
  /// What is known at each input step, `[nodes, batch, channels]` each; see ``InputChannels``.
  public let inputs: [Tensor]

  /// Where the inputs of each step are readings, `[nodes, batch, 1]` each: 1 there, else 0.
  public let observed: [Tensor]

  /// The time of each input step, increasing.
  public let inputTimes: [Double]

  /// The time of each target step, increasing.
  public let targetTimes: [Double]

  /// The clock's channels at each target step, `[nodes, batch, clockChannels]` each.
  public let targetClock: [Tensor]

  /// The readings to forecast, `[nodes, batch, targetSteps]`, in the unit of the series; 0 where
  /// there is none.
  public let targets: Tensor

  /// Where there is a reading to forecast, `[nodes, batch, targetSteps]`: 1 there, else 0.
  public let targetPresent: Tensor

  /// The number of nodes.
  public var nodeCount: Int { targets.shape[0] }

  /// The number of forecasts.
  public var size: Int { targets.shape[1] }
}
