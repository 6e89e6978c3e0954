import Tensors

/// What a recorded step of an Adams method keeps for its pullback.
///
/// With `λ` the gradient behind the step, the last correction receives `λₘ = λ`, the state that
/// correction `i` evaluates receives `λᵢ₋₁ = h b*₀ (∂f/∂y)ᵀ λᵢ`, and so on down to the predicted
/// state. A velocity receives `h bⱼ λ₀ + h b*ⱼ₊₁ Σ λᵢ` and what arrives at it as part of the next
/// step's history; the state before the step receives `Σ λᵢ`, and what the newest velocity passes
/// back.
struct AdamsStepRecord<Field: VectorField> {
  typealias State = Field.State

  let method: AdamsMethod
  let first: AdamsStepper<Field>.Evaluation
  let corrections: [AdamsStepper<Field>.Evaluation]
  let past: [State]
  let stepSize: Double
  let recording: Recording

  /// Returns what the step passes back.
  func pullback(
    _ upstream: AdamsHistory<State>, _ interpolant: InterpolantGradient<State>?
  ) -> StepGradient<Field, AdamsHistory<State>> {
    var result = StepGradient<Field, AdamsHistory<State>>(carry: AdamsHistory(state: .zero))
    var predicted = upstream.state
    var corrected = State.zero
    for (index, correction) in corrections.enumerated().reversed() {
      let isLast = index == corrections.count - 1
      result.stepSize += method.correctorWeights[0] * predicted.dotProduct(with: correction.velocity)
      corrected.add(predicted, times: 1)
      var velocity = predicted.multiplied(by: stepSize * method.correctorWeights[0])
      if isLast, let interpolant { velocity.add(interpolant.velocities[0], times: 1) }
      let gradient = pass(velocity, through: correction, to: &result)
      result.stepSize += gradient.time
      predicted = gradient.state
    }
    let known = [first.velocity] + past
    let gradients = known.indices.map {
      velocityGradient(of: $0, predicted, corrected, upstream, interpolant)
    }
    let gradient = pass(gradients[0], through: first, to: &result)
    result.carry.velocities = Array(gradients.dropFirst())
    result.carry.state = gradient.state
    result.carry.state.add(predicted, times: 1)
    result.carry.state.add(corrected, times: 1)
    if let interpolant {
      result.carry.state.add(interpolant.points[0], times: 1)
      result.stepSize += interpolant.stepSize
    }
    for (index, velocity) in known.enumerated() {
      result.stepSize += method.predictorWeights[index] * predicted.dotProduct(with: velocity)
      if !corrections.isEmpty {
        result.stepSize += method.correctorWeights[index + 1] * corrected.dotProduct(with: velocity)
      }
    }
    if case .statesAndTimes = recording { return result }
    result.stepSize = 0
    return result
  }

  /// Passes the gradient of a velocity through the field.
  private func pass(
    _ upstream: State, through evaluation: AdamsStepper<Field>.Evaluation,
    to result: inout StepGradient<Field, AdamsHistory<State>>
  ) -> (state: State, time: Double) {
    if upstream.isShapelessZero { return (.zero, 0) }
    guard let pullback = evaluation.pullback else {
      preconditionFailure("The step was not recorded.")
    }
    let gradient = pullback(upstream)
    result.field += gradient.field
    result.time += gradient.time
    return (gradient.state, gradient.time)
  }

  /// The gradient of a velocity that was known before the step; the newest one has the index 0.
  private func velocityGradient(
    of index: Int, _ predicted: State, _ corrected: State, _ upstream: AdamsHistory<State>,
    _ interpolant: InterpolantGradient<State>?
  ) -> State {
    let isCorrected = !corrections.isEmpty
    var sum = predicted.multiplied(by: stepSize * method.predictorWeights[index])
    if isCorrected {
      sum.add(corrected, times: stepSize * method.correctorWeights[index + 1])
    }
    if let interpolant {
      sum.add(interpolant.velocities[index + (isCorrected ? 1 : 0)], times: 1)
    }
    if index < upstream.velocities.count { sum.add(upstream.velocities[index], times: 1) }
    return sum
  }
}
