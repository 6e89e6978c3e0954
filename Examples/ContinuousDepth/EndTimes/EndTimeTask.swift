import ArgumentParser
import GraphODE

/// What is made small at the end of a span.
enum SpanLoss: String, CaseIterable, ExpressibleByArgument {
  case absolute
  case squared
}

/// How the flow between two observations is kept simple.
enum FlowRegularisation {
  case none
  case randomEnds(RandomEndTime)
  case kineticEnergy(weight: Double)

  /// What the terminal calls it.
  var name: String {
    switch self {
    case .none: "no regularisation"
    case .randomEnds: "random end times"
    case .kineticEnergy: "kinetic energy"
    }
  }
}

/// A flow learns to carry each observation to the next.
struct EndTimeTask: TrainingTask {
  let starts: Tensor
  let ends: Tensor
  let validationTimes: [Double]
  let evaluationSolver: Solver
  let regularisation: FlowRegularisation
  let spanLoss: SpanLoss
  let batchCount: Int

  var scoreOrder: ScoreOrder { .lowerIsBetter }

  func step(
    _ model: DepthFlow<TimedPerceptron>, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<DepthFlow<TimedPerceptron>> {
    var model = model
    var weight = 0.0
    switch regularisation {
    case .none: break
    case .randomEnds(let random): model.span = random.span(near: model.span, using: &generator)
    case .kineticEnergy(let factor): weight = factor
    }
    // A factor of 0 is no regularisation; the quantity does not change the steps.
    let energy = KineticEnergy().scaled(by: weight / Double(starts.shape[0]))
    let (loss, gradient) = valueWithGradient(at: model) { flow in
      let end = flow(starts, integrating: energy, error: .ignored).end
      return meanError(end.first, ends, spanLoss) + end.second.scalar
    }
    return TrainingStep(loss: loss, gradient: gradient)
  }

  func evaluate(_ model: DepthFlow<TimedPerceptron>) -> Evaluation {
    Evaluation(
      validation: StiffDecay.judge(model.field, at: validationTimes, with: evaluationSolver).error)
  }
}

/// Returns the mean magnitude or the mean square of the error in `y`.
@differentiable(reverse,wrt: found)
private func meanError(_ found: Tensor, _ wanted: Tensor, _ loss: SpanLoss) -> Double {
  let error =
    found.sliced(alongAxis: 1, withoutDerivative(at: 0..<1))
    - withoutDerivative(at: wanted.sliced(alongAxis: 1, 0..<1))
  switch loss {
  case .absolute: return abs(error).mean().scalar
  case .squared: return square(error).mean().scalar
  }
}
