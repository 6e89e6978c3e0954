import Tensors

extension AdjointSweep {
  /// The tolerances of the adjoint: an equation that is linear in it knows no unit of its own.
  private func adjointSteps(_ steps: AdaptiveSteps) -> AdaptiveSteps {
    var steps = steps
    steps.absoluteTolerance *= size
    return steps
  }

  /// The error of the attempted step against the tolerances, the larger one of state and adjoint.
  mutating func errorRatio(at time: Double, by stepSize: Double) -> Double {
    guard let steps = control.adaptiveSteps else { return stepper.next.allFinite ? 0 : .nan }
    let error = stepper.error(from: point, at: time, by: stepSize)
    let next = stepper.next
    let state = steps.norm.ratio(error.first, from: point.first, to: next.first, steps)
    let adjoint = steps.norm.ratio(
      error.second, from: point.second, to: next.second, adjointSteps(steps))
    return state.isNaN || adjoint.isNaN ? .nan : max(state, adjoint)
  }

  /// The chooser of the steps, or `nil` where there is no finite velocity to start with.
  mutating func stepSizes(from time: Double) -> StepSizes? {
    let span = TimeSpan(from: time, to: span.start)
    let errorOrder = solver.method.errorOrder ?? solver.method.order
    var firstSize = 0.0
    if let steps = control.adaptiveSteps {
      if let given = steps.firstStep {
        firstSize = given
      } else {
        let velocity = stepper.velocity(of: point, at: time)
        guard velocity.allFinite else { return nil }
        firstSize = adjointSteps(steps).startingStep(
          from: point.second, velocity: velocity.second, over: span, errorOrder: errorOrder
        ) { adjoint, _ in stepper.adjointVelocity(of: adjoint) }
        if stepper.trajectory == nil {
          let ofState = steps.startingStep(
            from: point.first, velocity: velocity.first, over: span, errorOrder: errorOrder
          ) { state, time in stepper.field(state, at: time) }
          firstSize = min(firstSize, ofState)
        }
      }
    }
    return StepSizes(control.rule, over: span, errorOrder: errorOrder, firstSize: firstSize)
  }
}
