import ContinuousDepth
import Foundation
import GraphODE

/// Decay at a learned rate, `dy/dt = −r y`: a model of one parameter whose solutions are known.
struct DecayField: VectorField, Parameterized {
  var rate: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -(state * rate) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
  }
}

/// Fits the rate of decay to data of another rate.
struct DecayTask: TrainingTask {
  typealias Model = DepthFlow<DecayField>

  /// The rate of the data.
  var rate = 2.0
  var batchCount = 3

  var scoreOrder: ScoreOrder { .higherIsBetter }

  static func model(rate: Double = 0.5, _ solver: Solver) -> Model {
    DepthFlow(
      DecayField(rate: Tensor(rate, scalarType: .float64)), over: TimeSpan(from: 0, to: 1), with: solver)
  }

  func trainer(_ solver: Solver, averaging: WeightAveraging? = nil) -> Trainer<DecayTask> {
    Trainer(
      self, model: Self.model(solver), identity: "decay",
      optimizer: Optimizer(.adam(), learningRate: 0.05), averaging: averaging,
      generator: RandomGenerator(seed: 3))
  }

  /// The start of a batch; each has its own.
  static func start(ofBatch batch: Int) -> Tensor {
    Tensor(shape: [2, 1], elements: [1 + Double(batch), -2], scalarType: .float64)
  }

  func step(
    _ model: Model, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Model> {
    let start = Self.start(ofBatch: batch)
    let noise = Tensor(
      normalWithMean: 0, deviation: 0.01, shape: [2, 1], scalarType: .float64, using: &generator)
    let target = start.scaled(by: exp(-rate)) + noise
    let (loss, gradient) = valueWithGradient(at: model) { model in
      square(model(start).end - target).mean().scalar
    }
    return TrainingStep(loss: loss, gradient: gradient)
  }

  func evaluate(_ model: Model) -> Evaluation {
    Evaluation(validation: -Self.error(of: model, rate: rate))
  }

  /// The distance of a solution from what it should be.
  static func error(of model: Model, batch: Int = 0, rate: Double) -> Double {
    let start = start(ofBatch: batch)
    return (model(start).end - start.scaled(by: exp(-rate))).norm().scalar
  }
}
