import Foundation
import GraphODE

/// To learn the map `(x, y) ↦ (−2x, −y/2)` of the unit disc: half a turn and a stretch.
struct HalfTurnTask: TrainingTask {
  typealias Model = DepthFlow<DepthVarying<TanhNetworkField>>

  private let training: Tensor
  private let validation: Tensor
  private let test: Tensor

  /// Draws points of the disc.
  init(points: Int, using generator: inout RandomGenerator) {
    training = Self.points(points, using: &generator)
    validation = Self.points(points, using: &generator)
    test = Self.points(4 * points, using: &generator)
  }

  var scoreOrder: ScoreOrder { .lowerIsBetter }

  func step(
    _ model: Model, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Model> {
    let (points, target) = (training, Self.image(of: training))
    let (solution, pullback) = valueWithPullback(at: model) { $0(points) }
    let (loss, lossPullback) = valueWithPullback(at: solution.endOrNotANumber) {
      square($0 - target).mean().scalar
    }
    let (_, endPullback) = valueWithPullback(at: solution) { $0.endOrNotANumber }
    return TrainingStep(
      loss: loss, gradient: pullback(endPullback(lossPullback(1))),
      evaluations: solution.statistics.evaluations)
  }

  func evaluate(_ model: Model) -> Evaluation {
    Evaluation(validation: distance(model, validation), test: distance(model, test))
  }

  /// Returns the root mean square distance of where points go from where they should.
  private func distance(_ model: Model, _ points: Tensor) -> Double {
    let error = model(points).endOrNotANumber - Self.image(of: points)
    return (2 * square(error).mean().scalar).squareRoot()
  }

  private static func image(of points: Tensor) -> Tensor {
    points * Tensor(shape: [1, 2], elements: [-2, -0.5])
  }

  private static func points(_ count: Int, using generator: inout RandomGenerator) -> Tensor {
    let uniform = Tensor(uniform: 0..<1, shape: [count, 2], using: &generator).elements
    let elements = (0..<count).flatMap { index in
      let (radius, angle) = (uniform[2 * index].squareRoot(), 2 * Double.pi * uniform[2 * index + 1])
      return [radius * cos(angle), radius * sin(angle)]
    }
    return Tensor(shape: [count, 2], elements: elements)
  }
}
