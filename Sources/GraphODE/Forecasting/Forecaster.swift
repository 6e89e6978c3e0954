public import GraphDatasets
public import Integrators
public import Layers
public import Tensors

/// A model that forecasts the readings of sensors from those before.
///
/// What it returns is in the units of its inputs, which are scaled; ``ForecastingTask`` goes back to
/// those of the series.
public protocol Forecaster: Parameterized {
  /// Returns forecasts for the target times of a batch.
  ///
  /// - Parameters:
  ///   - batch: What was seen, and the times to forecast. The targets themselves are for the loss alone.
  ///   - guidance: What training adds to the inputs; `.none` outside.
  /// - Returns: The forecasts, and what joins the loss beside their errors.
  @differentiable(reverse,wrt: self)
  func callAsFunction(_ batch: ForecastBatch, guidedBy guidance: ForecastGuidance) -> Forecast
}

/// What a model says about a batch.
public struct Forecast: Differentiable, Sendable {
  /// The forecasts in the units of the inputs, `[nodes, batch, targets]`.
  public var values: Tensor

  /// What joins the loss beside the errors: 0 but for variational models.
  public var penalty: Double

  /// What the solves cost; nothing for models without any.
  @noDerivative public let statistics: Statistics

  /// Creates a forecast.
  @differentiable(reverse)
  public init(values: Tensor, penalty: Double = 0, statistics: Statistics = Statistics()) {
    self.values = values
    self.penalty = penalty
    self.statistics = statistics
  }
}

/// What a model is told in training beside its inputs.
public struct ForecastGuidance: Sendable {
  /// The scaled readings that a decoder is fed in place of its own forecasts, `[nodes, batch, 1]` for each
  /// target step: `Tensor.zero` where it is fed its own, and empty where it always is.
  public let truths: [Tensor]

  /// The source of a model's random numbers, or `nil` where it is to return its mean.
  public let generator: RandomGenerator?

  /// The factor on a variational penalty.
  public let penaltyFactor: Double

  /// Creates guidance.
  public init(truths: [Tensor] = [], generator: RandomGenerator?, penaltyFactor: Double = 1) {
    self.truths = truths
    self.generator = generator
    self.penaltyFactor = penaltyFactor
  }

  /// No guidance: a model forecasts from its inputs alone.
  public static let none = ForecastGuidance(generator: nil)
}
