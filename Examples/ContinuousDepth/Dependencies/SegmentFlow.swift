import GraphODE

/// How the learned equations are solved from one observation to the next.
enum SegmentFlow {
  /// The time between two observations.
  static let interval = 0.4

  /// Two steps an interval.
  static let solver = Solver(.rk4, .stepSize(interval / 2))

  /// Returns the mean square error of the ends, in units of the mean square of what changes in an interval.
  @differentiable(reverse)
  static func error<Field: VectorField>(
    of field: Field, on segments: Segments, scale: Double
  ) -> Tensor where Field.State == Tensor {
    let end = integrate(
      field, from: withoutDerivative(at: segments.starts), over: 0...withoutDerivative(at: interval),
      with: withoutDerivative(at: solver))
    return square(end - withoutDerivative(at: segments.ends)).mean().scaled(
      by: withoutDerivative(at: 1 / scale))
  }
}

/// A perceptron learns from pairs of observations as it is.
struct PlainTask: TrainingTask {
  let training: Segments
  let validation: Segments
  let batchCount: Int

  var scoreOrder: ScoreOrder { .lowerIsBetter }

  func step(
    _ model: MaskedPerceptron, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<MaskedPerceptron> {
    let (loss, gradient) = valueWithGradient(at: model) { model in
      SegmentFlow.error(of: model, on: training, scale: training.meanSquareChange).scalar
    }
    return TrainingStep(loss: loss, gradient: gradient)
  }

  func evaluate(_ model: MaskedPerceptron) -> Evaluation {
    Evaluation(
      validation: SegmentFlow.error(of: model, on: validation, scale: training.meanSquareChange).scalar)
  }
}

/// A perceptron with gates learns from pairs of observations, and pays for its paths.
struct SparseTask: TrainingTask {
  let training: Segments
  let validation: Segments
  let penalty: PenaltySum<ScaledPenalty<PathPenalty>, ScaledPenalty<PathPenalty>>
  let batchCount: Int

  var scoreOrder: ScoreOrder { .lowerIsBetter }

  func step(
    _ model: GatedPerceptron, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<GatedPerceptron> {
    let drawn = model.drawing(using: &generator)
    let (loss, gradient) = valueWithGradient(at: drawn) { model in
      SegmentFlow.error(of: model.masked(), on: training, scale: training.meanSquareChange).scalar
        + penalty(model)
    }
    return TrainingStep(loss: loss, gradient: gradient)
  }

  func evaluate(_ model: GatedPerceptron) -> Evaluation {
    let field = model.masked()
    return Evaluation(
      validation: SegmentFlow.error(of: field, on: validation, scale: training.meanSquareChange).scalar)
  }
}
