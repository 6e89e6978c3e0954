public import GraphDatasets
import Tensors
public import Training

/// Training of a forecaster on the windows of a series, in mini-batches.
///
/// The loss is the mean absolute error over the targets that are present, in the units of the series;
/// the score is the same error over all validation windows. Batches are assembled ahead of their use.
public struct ForecastingTask<Model: Forecaster>: TrainingTask {
  /// The windows, with their split and scaler.
  public let windows: ForecastingWindows

  /// How a decoder is weaned from the truth.
  public let scheduledSampling: ScheduledSampling

  /// How the penalty of variational models grows.
  public let annealing: Annealing

  /// What is hidden of the windows that are trained on.
  public let stepDropout: StepDropout

  private let order: BatchOrder
  private let loader: Prefetcher<BatchPlace, ForecastBatch>

  /// Creates a task.
  ///
  /// - Parameters:
  ///   - windows: The windows; there must be some to train and to validate on.
  ///   - batchSize: The number of windows in a batch.
  ///   - seed: The seed of the windows' orders.
  ///   - scheduledSampling: How a decoder is weaned from the truth.
  ///   - annealing: How the penalty of variational models grows.
  ///   - stepDropout: What is hidden of the windows that are trained on.
  public init(
    windows: ForecastingWindows, batchSize: Int, seed: UInt64,
    scheduledSampling: ScheduledSampling = .never, annealing: Annealing = .none,
    stepDropout: StepDropout = .none
  ) {
    precondition(
      !windows.training.isEmpty && !windows.validation.isEmpty,
      "There are \(windows.training.count) windows to train and \(windows.validation.count) to validate on.")
    self.windows = windows
    self.scheduledSampling = scheduledSampling
    self.annealing = annealing
    self.stepDropout = stepDropout
    let order = BatchOrder(of: Array(windows.training), batchSize: batchSize, seed: seed)
    self.order = order
    let dropout = RandomGenerator(seed: seed).split(0x6472_6f70)
    loader = Prefetcher { place in
      let samples = order.batches(ofEpoch: place.epoch)[place.batch]
      var generator = dropout.split(UInt64(place.epoch)).split(UInt64(place.batch))
      let hidden = stepDropout.hiddenSteps(
        windowCount: samples.count, stepCount: windows.inputCount, using: &generator)
      return windows.batch(samples, hiding: hidden)
    }
  }

  /// A smaller error is a better one.
  public var scoreOrder: ScoreOrder { .lowerIsBetter }

  /// The number of batches in an epoch.
  public var batchCount: Int { order.batchCount }

  /// Returns the loss on a batch and its gradient.
  public func step(
    _ model: Model, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Model> {
    let isLast = batch + 1 == batchCount
    let data = loader.value(
      at: BatchPlace(epoch: epoch, batch: batch),
      then: BatchPlace(epoch: isLast ? epoch + 1 : epoch, batch: isLast ? 0 : batch + 1))
    let guidance = guidance(for: data, update: (epoch - 1) * batchCount + batch, using: &generator)
    let (forecast, pullback) = valueWithPullback(at: model) { $0(data, guidedBy: guidance) }
    let (loss, lossPullback) = valueWithPullback(at: windows.scaler.unscaled(forecast.values)) {
      meanAbsoluteError($0, targets: data.targets, present: data.targetPresent)
    }
    let slope = lossPullback(1).scaled(by: windows.scaler.standardDeviation)
    return TrainingStep(
      loss: loss + forecast.penalty, gradient: pullback(.init(values: slope, penalty: 1)),
      evaluations: forecast.statistics.evaluations,
      gradientFallbacks: forecast.statistics.gradientFallbacks)
  }

  /// Returns the mean absolute error over the validation windows.
  public func evaluate(_ model: Model) -> Evaluation {
    Evaluation(validation: errors(of: model, on: windows.validation).average.mae)
  }

  /// Returns the errors of a model's forecasts on some windows, in the units of the series.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - range: The windows.
  ///   - percentageFloor: The value that a target must exceed to count in the percentage error.
  /// - Returns: The errors by horizon, pooled over the windows.
  public func errors(
    of model: Model, on range: Range<Int>, percentageFloor: Double = 0
  ) -> ForecastErrors {
    windows.errors(on: range, percentageFloor: percentageFloor) { model($0, guidedBy: .none).values }
  }

  private func guidance(
    for data: ForecastBatch, update: Int, using generator: inout RandomGenerator
  ) -> ForecastGuidance {
    let isFed = scheduledSampling.draw(
      steps: data.targetTimes.count, beforeUpdate: update, using: &generator)
    let noise = generator.split(UInt64(update))
    let factor = annealing.factor(beforeUpdate: update)
    guard isFed.contains(true) else {
      return ForecastGuidance(generator: noise, penaltyFactor: factor)
    }
    let truths = windows.scaler.scaled(data.targets)
    return ForecastGuidance(
      truths: isFed.enumerated().map { step, isFed in
        isFed ? truths.sliced(alongAxis: 2, step..<step + 1) : .zero
      },
      generator: noise, penaltyFactor: factor)
  }
}

/// Where a batch stands in a run.
private struct BatchPlace: Hashable, Sendable {
  let epoch: Int
  let batch: Int
}

extension ForecastingTask: Sendable where Model: Sendable {}
