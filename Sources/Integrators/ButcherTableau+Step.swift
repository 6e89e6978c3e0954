import Tensors

extension ButcherTableau {
  /// Returns the velocities of all stages of one step; that of the first stage may be known already.
  func velocities(
    along field: some VectorField, from state: Tensor, at time: Double, by stepSize: Double,
    first: Tensor?
  ) -> [Tensor] {
    var velocities = [first ?? field(state, at: time)]
    velocities.reserveCapacity(stageCount)
    for (row, node) in zip(stages, nodes.dropFirst()) {
      let stage = combined(row, velocities, from: state, by: stepSize)
      velocities.append(field(stage, at: time + node * stepSize))
    }
    return velocities
  }

  /// Returns `state + h Σ aⱼ kⱼ` in one pass, without the terms whose coefficient is zero.
  func combined(
    _ row: [Double], _ velocities: [Tensor], from state: Tensor?, by stepSize: Double
  ) -> Tensor {
    var terms: [Tensor] = []
    var coefficients: [Double] = []
    for (coefficient, velocity) in zip(row, velocities) where coefficient != 0 {
      terms.append(velocity)
      coefficients.append(stepSize * coefficient)
    }
    return Tensor.linearCombination(of: terms, times: coefficients, from: state)
  }

  /// Replays one step and returns the gradients of the field and of the state before it.
  ///
  /// With `λ` the gradient after the step and `h` its size, stage `i` receives
  /// `k̄ᵢ = h bᵢ λ + h Σ_{j>i} aⱼᵢ ȳⱼ`, where `ȳⱼ = (∂f/∂y)ᵀ k̄ⱼ` is what stage `j` passes back,
  /// and the state before the step `λ + Σ ȳᵢ`.
  func stepPullback<Field: VectorField>(
    _ upstream: Tensor, along field: Field, from state: Tensor, at time: Double,
    by stepSize: Double
  ) -> (field: Field.TangentVector, state: Tensor) {
    let count = advancingStageCount
    var velocities: [Tensor] = []
    var pullbacks: [(Tensor) -> (Field.TangentVector, Tensor)] = []
    for index in 0..<count {
      let stage =
        index == 0
        ? state : combined(stages[index - 1], velocities, from: state, by: stepSize)
      let stageTime = time + nodes[index] * stepSize
      let (velocity, pullback) = valueWithPullback(at: field, stage) { field, state in
        field(state, at: stageTime)
      }
      velocities.append(velocity)
      pullbacks.append(pullback)
    }

    var fieldGradient = Field.TangentVector.zero
    var stageGradients = [Tensor](repeating: .zero, count: count)
    for index in (0..<count).reversed() {
      var terms: [Tensor] = []
      var coefficients: [Double] = []
      if weights[index] != 0 {
        terms.append(upstream)
        coefficients.append(stepSize * weights[index])
      }
      for later in (index + 1)..<max(count, index + 1)
      where stages[later - 1][index] != 0 && !stageGradients[later].isShapelessZero {
        terms.append(stageGradients[later])
        coefficients.append(stepSize * stages[later - 1][index])
      }
      if terms.isEmpty { continue }
      let velocityGradient = Tensor.linearCombination(of: terms, times: coefficients)
      let (fieldPart, statePart) = pullbacks[index](velocityGradient)
      fieldGradient += fieldPart
      stageGradients[index] = statePart
    }
    let parts = stageGradients.filter { !$0.isShapelessZero }
    return (
      fieldGradient,
      Tensor.linearCombination(
        of: parts, times: [Double](repeating: 1, count: parts.count), from: upstream)
    )
  }
}
