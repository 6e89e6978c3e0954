import Tensors

/// What a recorded Runge–Kutta step keeps for its pullback.
///
/// With `λ` the gradient behind the step and `h` its size, stage `i` receives
/// `k̄ᵢ = h bᵢ λ + v̄ᵢ + h Σ_{j>i} aⱼᵢ ȳⱼ`, where `v̄ᵢ` comes from the interpolant and
/// `ȳⱼ = (∂f/∂y)ᵀ k̄ⱼ` is what stage `j` passes back; the state before the step receives
/// `λ + Σ ȳᵢ`. An implicit stage also depends on itself, so that `(I − h aᵢᵢ (∂f/∂y)ᵀ) k̄ᵢ` equals
/// the sum above.
struct RungeKuttaStepRecord<Field: VectorField> {
  typealias State = Field.State

  let field: Field
  let stages: RungeKuttaStages
  let velocities: [State]
  let pullbacks: [FieldPullback<Field>]
  let time: Double
  let stepSize: Double
  let recording: Recording
  let newton: NewtonKrylov

  /// Returns what the step passes back.
  func pullback(
    _ upstream: State, _ interpolant: InterpolantGradient<State>?
  ) -> StepGradient<Field, State> {
    var result = StepGradient<Field, State>(carry: upstream)
    var stageGradients = [State](repeating: .zero, count: pullbacks.count)
    for index in pullbacks.indices.reversed() {
      let sum = velocityGradient(of: index, upstream, interpolant, stageGradients)
      if sum.isShapelessZero { continue }
      let scale = stages.diagonal[index] * stepSize
      let velocityGradient =
        scale == 0
        ? sum
        : newton.transposedSolution(
          of: sum, along: field, scaledBy: scale, at: time + stages.nodes[index] * stepSize
        ) { pullbacks[index]($0).state }
      let gradient = pullbacks[index](velocityGradient)
      result.field += gradient.field
      result.time += gradient.time
      result.stepSize += stages.nodes[index] * gradient.time
      stageGradients[index] = gradient.state
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
    of index: Int, _ upstream: State, _ interpolant: InterpolantGradient<State>?,
    _ stageGradients: [State]
  ) -> State {
    var terms: [State] = []
    var coefficients: [Double] = []
    if index < stages.weights.count, stages.weights[index] != 0 {
      terms.append(upstream)
      coefficients.append(stepSize * stages.weights[index])
    }
    if let interpolant {
      terms.append(interpolant.velocities[index])
      coefficients.append(1)
    }
    for later in (index + 1)..<max(stageGradients.count, index + 1)
    where stages.rows[later][index] != 0 {
      terms.append(stageGradients[later])
      coefficients.append(stepSize * stages.rows[later][index])
    }
    return State.sum(nil, plus: terms, times: coefficients)
  }

  /// The gradient of the step size that stages and step are multiplied with, apart from times.
  private func stepSizeGradient(_ upstream: State, _ stageGradients: [State]) -> Double {
    var sum = 0.0
    for index in stages.weights.indices where index < velocities.count {
      sum += stages.weights[index] * upstream.dotProduct(with: velocities[index])
    }
    for (index, gradient) in stageGradients.enumerated() where !gradient.isShapelessZero {
      for (earlier, coefficient) in stages.rows[index].enumerated() where coefficient != 0 {
        sum += coefficient * gradient.dotProduct(with: velocities[earlier])
      }
      sum += stages.diagonal[index] * gradient.dotProduct(with: velocities[index])
    }
    return sum
  }
}
