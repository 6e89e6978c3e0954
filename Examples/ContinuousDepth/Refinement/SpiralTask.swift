import Foundation
import GraphODE

/// A network for points of the plane: a dense encoder, a flow whose weights vary with depth, and a dense
/// decoder.
struct SpiralNetwork: DepthParameterized, ContinuousDepthModel {
  var encoder: Linear
  var flow: DepthFlow<DepthVarying<TanhNetworkField>>
  var decoder: Linear

  /// Creates a network of units with equal random weights.
  init(units: Int, channels: Int, hidden: Int, using generator: inout RandomGenerator) {
    encoder = Linear(2, to: channels, using: &generator)
    let field = TanhNetworkField(channels, hidden: hidden, using: &generator)
    flow = DepthFlow(
      DepthVarying(field, over: .piecewiseConstant(cells: units, over: 0...1)),
      over: TimeSpan(from: 0, to: 1), with: Solver(.midpoint, .steps(units)))
    decoder = Linear(channels, to: 2, using: &generator)
  }

  @differentiable(reverse)
  func callAsFunction(_ points: Tensor) -> NodePrediction {
    let solution = flow(encoder(points))
    return NodePrediction(
      logits: decoder(solution.endOrNotANumber), statistics: withoutDerivative(at: solution.statistics))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("encoder", &encoder, gradient.encoder)
    visitor.visit("flow", &flow, gradient.flow)
    visitor.visit("decoder", &decoder, gradient.decoder)
  }

  var solver: Solver {
    get { flow.solver }
    set { flow.solver = newValue }
  }

  var depthBasis: DepthBasis { flow.depthBasis }

  var depthVaryingParameters: [String] { flow.depthVaryingParameters.map { "flow." + $0 } }

  mutating func changeBasis(by change: BasisChange) { flow.changeBasis(by: change) }
}

/// To tell two spirals apart that wind around each other.
struct SpiralTask: TrainingTask {
  typealias Model = SpiralNetwork

  /// Points and the spirals that they belong to.
  struct Points {
    let positions: Tensor
    let labels: [Int]

    /// Draws points of two spirals of so many turns, with noise.
    init(_ count: Int, turns: Double, using generator: inout RandomGenerator) {
      let along = Tensor(uniform: 0..<1, shape: [count], using: &generator).elements
      let noise = Tensor(normalWithMean: 0, deviation: 0.02, shape: [count, 2], using: &generator)
      let elements = along.enumerated().flatMap { index, share in
        let radius = 0.1 + 0.9 * share.squareRoot()
        let angle = 2 * Double.pi * turns * radius + (index % 2 == 0 ? 0 : .pi)
        return [radius * cos(angle), radius * sin(angle)]
      }
      positions = Tensor(shape: [count, 2], elements: elements) + noise
      labels = (0..<count).map { $0 % 2 }
    }
  }

  let training: Points
  let validation: Points
  let test: Points
  let batchCount: Int

  init(points: Int, turns: Double, batches: Int, using generator: inout RandomGenerator) {
    training = Points(points, turns: turns, using: &generator)
    validation = Points(points, turns: turns, using: &generator)
    test = Points(4 * points, turns: turns, using: &generator)
    batchCount = batches
  }

  var scoreOrder: ScoreOrder { .higherIsBetter }

  func step(
    _ model: SpiralNetwork, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<SpiralNetwork> {
    let rows = stride(from: batch, to: training.labels.count, by: batchCount).map { $0 }
    let (points, labels) = (training.positions.gatheringRows(rows), rows.map { training.labels[$0] })
    let (prediction, pullback) = valueWithPullback(at: model) { $0(points) }
    let (loss, lossPullback) = valueWithPullback(at: prediction.logits) {
      crossEntropy($0, labels: labels, on: Array(labels.indices))
    }
    return TrainingStep(
      loss: loss, gradient: pullback(.init(logits: lossPullback(1))),
      evaluations: prediction.statistics.evaluations)
  }

  func evaluate(_ model: SpiralNetwork) -> Evaluation {
    let logits = model(validation.positions).logits
    return Evaluation(
      validation: accuracy(logits, labels: validation.labels, on: Array(validation.labels.indices)),
      validationLoss: crossEntropy(logits, labels: validation.labels, on: Array(validation.labels.indices)),
      test: testAccuracy(of: model))
  }

  /// Returns the share of test points that a model sees on the right spiral.
  func testAccuracy(of model: SpiralNetwork) -> Double {
    accuracy(model(test.positions).logits, labels: test.labels, on: Array(test.labels.indices))
  }

  /// Returns the share of validation points that a model sees on the right spiral.
  func validationAccuracy(of model: SpiralNetwork) -> Double {
    accuracy(
      model(validation.positions).logits, labels: validation.labels, on: Array(validation.labels.indices))
  }
}
