import GraphDatasets
import Layers
import Tensors

/// A batch as a latent flow sees it: what it has to reproduce and to forecast, and the times between.
struct LatentSteps {
  /// The observations, the last one first, as an encoder takes them in.
  let reversedObservations: [(input: Tensor, observed: Tensor)]

  /// The times from each observation to the one before, which are negative; 0 first.
  let reversedElapsed: [Tensor]

  /// The times from each step to the next, inputs and targets in one list; 0 before the first input.
  let elapsed: [Tensor]

  /// The clock at each input and each target, `[nodes, batch, clockChannels]`.
  let clocks: [Tensor]

  /// The scaled readings of the inputs, `[nodes, batch, inputs]`; where there is none, any number.
  let values: Tensor

  /// Where the inputs are readings, `[nodes, batch, inputs]`.
  let observed: Tensor

  /// The number of targets that are present, at least 1.
  let targetCount: Double

  init(_ batch: ForecastBatch) {
    let scalarType = batch.targets.scalarType
    func differences(_ times: [Double]) -> [Tensor] {
      zip(times, times.prefix(1) + times).map { Tensor($0 - $1, scalarType: scalarType) }
    }
    reversedObservations = zip(batch.inputs, batch.observed).reversed().map { ($0, $1) }
    reversedElapsed = differences(batch.inputTimes.reversed())
    elapsed = differences(batch.inputTimes + batch.targetTimes)
    let channels = batch.inputs[0].shape[2]
    let clockCount = batch.targetClock[0].shape[2]
    clocks =
      batch.inputs.map { $0.sliced(alongAxis: 2, (channels - clockCount)..<channels) } + batch.targetClock
    values = concatenated(batch.inputs.map { $0.sliced(alongAxis: 2, 0..<1) }, alongAxis: 2)
    observed = concatenated(batch.observed, alongAxis: 2)
    targetCount = max(batch.targetPresent.sum().scalar, 1)
  }

  /// The number of inputs and targets.
  var count: Int { elapsed.count }
}

/// A normal distribution of latent states whose elements are independent.
struct LatentDistribution: Differentiable {
  /// The means `μ`, `[nodes, batch, channels]`.
  var mean: Tensor

  /// The logarithms `ln σ²` of the variances, in the same shape.
  var logVariance: Tensor

  @differentiable(reverse)
  init(mean: Tensor, logVariance: Tensor) {
    self.mean = mean
    self.logVariance = logVariance
  }

  /// Returns `μ + σ ε`, or the mean for the shapeless zero.
  @differentiable(reverse,wrt: self)
  func sample(_ noise: Tensor) -> Tensor {
    noise.isShapelessZero ? mean : mean + exp(logVariance.scaled(by: 0.5)) * noise
  }
}

/// The random numbers of one step of training, of which there are none outside.
struct LatentNoise {
  /// Standard normal numbers, or the shapeless zero.
  let sample: Tensor

  /// 1 in training and 0 outside, where there is no loss to have a part in.
  let share: Double

  init(_ guidance: ForecastGuidance, like mean: Tensor) {
    guard var generator = guidance.generator else {
      (sample, share) = (.zero, 0)
      return
    }
    sample = Tensor(
      normalWithMean: 0, deviation: 1, shape: mean.shape, scalarType: mean.scalarType, using: &generator)
    share = 1
  }
}
