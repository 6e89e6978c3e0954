import Tensors

/// What a recorded step of a ``SymplecticMethod`` keeps for its pullback.
///
/// With gradients `q̄` and `v̄` behind them, a drift `q ← q + c h v` adds `c h q̄` to `v̄`, and a kick
/// `v ← v + d h a` passes `d h v̄` to the acceleration, which adds `(∂a/∂q)ᵀ d h v̄` to `q̄`. The
/// interpolant receives its gradients at both ends of the step.
struct SymplecticStepRecord<Field: SecondOrderField> {
  typealias State = Field.State

  let method: SymplecticMethod
  /// The accelerations of the kicks, and that of the step's end where it was interpolated.
  let accelerations: [Field.Position]
  let pullbacks: [FieldPullback<Field>]
  /// The velocity behind the step.
  let endVelocity: Field.Position
  let stepSize: Double

  /// Returns what the step passes back.
  func pullback(
    _ upstream: State, _ interpolant: InterpolantGradient<State>?
  ) -> StepGradient<Field, State> {
    var result = StepGradient<Field, State>(carry: upstream)
    if let interpolant {
      result.carry.add(interpolant.points[1], times: 1)
      result.carry.second.add(interpolant.velocities[1].first, times: 1)
      if !method.endsWithKick {
        pass(interpolant.velocities[1].second, to: method.drifts.count, at: 1, &result)
      }
    }
    var velocity = endVelocity
    for (index, kick) in method.kicks.enumerated().reversed() {
      if index < method.drifts.count {
        let drift = method.drifts[index]
        result.stepSize += drift * result.carry.first.dotProduct(with: velocity)
        result.carry.second.add(result.carry.first, times: drift * stepSize)
      }
      result.stepSize += kick * result.carry.second.dotProduct(with: accelerations[index])
      velocity.add(accelerations[index], times: -kick * stepSize)
      var acceleration = result.carry.second.multiplied(by: kick * stepSize)
      if let interpolant {
        if index == 0 { acceleration.add(interpolant.velocities[0].second, times: 1) }
        if index == method.drifts.count {
          acceleration.add(interpolant.velocities[1].second, times: 1)
        }
      }
      pass(acceleration, to: index, at: method.nodes[index], &result)
    }
    if let interpolant {
      result.carry.add(interpolant.points[0], times: 1)
      result.carry.second.add(interpolant.velocities[0].first, times: 1)
      result.stepSize += interpolant.stepSize
    }
    return result
  }

  /// Passes a gradient back through the acceleration of an index.
  private func pass(
    _ upstream: Field.Position, to index: Int, at node: Double,
    _ result: inout StepGradient<Field, State>
  ) {
    if upstream.isShapelessZero { return }
    let gradient = pullbacks[index](Pair(.zero, upstream))
    result.field += gradient.field
    result.carry.first.add(gradient.state.first, times: 1)
    result.time += gradient.time
    result.stepSize += node * gradient.time
  }
}
