import Tensors

/// What a recorded implicit–explicit step keeps for its pullback.
///
/// With `λ` the gradient behind the step, `h` its size, `I` and `E` the Jacobians of the stiff and
/// the soft part at stage `i`, and `ȳⱼ` what the later stages pass back, the velocities receive
/// `ī = h bᵢ λ + v̄ᵢ + h Σ_{j>i} âⱼᵢ ȳⱼ` and `ē = h bᵢ λ + w̄ᵢ + h Σ_{j>i} aⱼᵢ ȳⱼ`, with `v̄` and `w̄`
/// from the interpolant. Since the stiff velocity also moves its own stage, its whole gradient is
/// the solution of `(I − h γ Iᵀ) x = ī + h γ Eᵀ ē`, and the stage passes back `ȳᵢ = Iᵀ x + Eᵀ ē`; the
/// state before the step receives `λ + Σ ȳᵢ`.
struct AdditiveStepRecord<Field: VectorField> {
  typealias State = Field.State

  let field: Field
  let method: AdditiveRungeKutta
  let stages: AdditiveStages<Field>
  let time: Double
  let stepSize: Double
  let recording: Recording
  let newton: NewtonKrylov

  /// Returns what the step passes back.
  func pullback(
    _ upstream: State, _ interpolant: InterpolantGradient<State>?
  ) -> StepGradient<Field, State> {
    var result = StepGradient<Field, State>(carry: upstream)
    var stageGradients = [State](repeating: .zero, count: stages.count)
    for index in (0..<stages.count).reversed() {
      let node = method.implicit.nodes[index]
      func add(_ gradient: (field: Field.TangentVector, state: State, time: Double)) {
        result.field += gradient.field
        result.time += gradient.time
        result.stepSize += node * gradient.time
        stageGradients[index].add(gradient.state, times: 1)
      }
      let softSum = velocityGradient(
        of: index, in: method.explicit, upstream, interpolant?.velocities[stages.count + index],
        stageGradients)
      if !softSum.isShapelessZero { add(stages.softPullbacks[index](softSum)) }
      var stiffSum = velocityGradient(
        of: index, in: method.implicit, upstream, interpolant?.velocities[index], stageGradients)
      let scale = method.implicit.diagonal[index] * stepSize
      if scale != 0 {
        stiffSum.add(stageGradients[index], times: scale)
        if stiffSum.isShapelessZero { continue }
        stiffSum = newton.transposedSolution(
          of: stiffSum, along: field, part: .stiff, scaledBy: scale, at: time + node * stepSize
        ) { stages.stiffPullbacks[index]($0).state }
      }
      if !stiffSum.isShapelessZero { add(stages.stiffPullbacks[index](stiffSum)) }
    }
    result.carry.assign(
      upstream, plus: stageGradients, times: [Double](repeating: 1, count: stageGradients.count))
    if let interpolant { result.carry.add(interpolant.points[0], times: 1) }
    if case .statesAndTimes = recording {
      result.stepSize += stepSizeGradient(upstream, stageGradients) + (interpolant?.stepSize ?? 0)
    }
    return result
  }

  /// The gradient of a stage's velocity, but for its dependence on itself.
  private func velocityGradient(
    of index: Int, in tableau: ButcherTableau, _ upstream: State, _ inside: State?,
    _ stageGradients: [State]
  ) -> State {
    var terms = [upstream]
    var coefficients = [stepSize * tableau.weights[index]]
    if let inside {
      terms.append(inside)
      coefficients.append(1)
    }
    for later in (index + 1)..<max(stageGradients.count, index + 1) {
      terms.append(stageGradients[later])
      coefficients.append(stepSize * tableau.stages[later - 1][index])
    }
    return State.sum(nil, plus: terms, times: coefficients)
  }

  /// The gradient of the step size that stages and step are multiplied with, apart from times.
  private func stepSizeGradient(_ upstream: State, _ stageGradients: [State]) -> Double {
    let (implicit, explicit) = (method.implicit, method.explicit)
    var sum = 0.0
    for index in 0..<stages.count {
      let (stiff, soft) = (stages.stiff[index], stages.soft[index])
      let weight = implicit.weights[index]
      sum += weight * (upstream.dotProduct(with: stiff) + upstream.dotProduct(with: soft))
      sum += implicit.diagonal[index] * stageGradients[index].dotProduct(with: stiff)
      for later in (index + 1)..<max(stages.count, index + 1) {
        let gradient = stageGradients[later]
        sum += implicit.stages[later - 1][index] * gradient.dotProduct(with: stiff)
        sum += explicit.stages[later - 1][index] * gradient.dotProduct(with: soft)
      }
    }
    return sum
  }
}
