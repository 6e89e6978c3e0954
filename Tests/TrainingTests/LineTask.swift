import Layers
import Tensors
import _TestSupport

@testable import Training

/// Fits a dense layer to fixed numbers with noise, so that each part of a run's state matters.
struct LineTask: TrainingTask {
  /// The validation score of each epoch; minus the distance from the solution after the last.
  var scores: [Double] = []
  var scoreOrder = ScoreOrder.higherIsBetter
  var batchCount = 2
  var noise = 0.01

  /// An epoch in which a number is not finite.
  var fault: (epoch: Int, quantity: StopReason.Quantity)?

  /// Finds the epoch in `evaluate`, which is not told.
  let clock = Clock()

  final class Clock: @unchecked Sendable { var epoch = 0 }

  func step(
    _ model: Linear, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Linear> {
    clock.epoch = epoch
    let scalarType = model.weight.scalarType
    let input = samples([6, 3], seed: batch).converted(to: scalarType)
    let drawn = Tensor(
      normalWithMean: 0, deviation: noise, shape: [6, 3], scalarType: scalarType, using: &generator)
    let target = samples([6, 3], seed: 10 + batch).converted(to: scalarType) + drawn
    let (loss, gradient) = valueWithGradient(at: model) { model in
      square(model(input) - target).mean().scalar
    }
    guard epoch == fault?.epoch, batch == batchCount - 1 else {
      return TrainingStep(loss: loss, gradient: gradient, evaluations: 3 + batch)
    }
    switch fault?.quantity {
    case .loss: return TrainingStep(loss: .nan, gradient: gradient)
    case .parameters:
      let infinite = Tensor(repeating: .infinity, shape: [3], scalarType: scalarType)
      return TrainingStep(loss: loss, gradient: .init(weight: gradient.weight, bias: infinite))
    default: return TrainingStep(loss: loss, gradient: gradient)
    }
  }

  func evaluate(_ model: Linear) -> Evaluation {
    if let fault, fault.epoch == clock.epoch, fault.quantity == .validation {
      return Evaluation(validation: 1, validationLoss: .infinity)
    }
    let score =
      clock.epoch <= scores.count
      ? scores[clock.epoch - 1] : -model.weight.norm().scalar
    return Evaluation(validation: score, test: -score)
  }
}

/// Returns a trainer of a layer with twelve parameters.
func line(
  _ task: LineTask, _ method: Optimizer.Method = .adam(), rate: Double = 0.05,
  decay: Double = 0.01,
  identity: String = "line/3", outputs: Int = 3, scalarType: ScalarType = .float64,
  averaging: WeightAveraging? = nil
) -> Trainer<LineTask> {
  var generator = RandomGenerator(seed: .max)
  let model = Linear(3, to: outputs, scalarType: scalarType, using: &generator)
  return Trainer(
    task, model: model, identity: identity,
    optimizer: Optimizer(method, learningRate: rate, weightDecay: decay, excludedFromDecay: ["bias"]),
    averaging: averaging, generator: generator)
}
