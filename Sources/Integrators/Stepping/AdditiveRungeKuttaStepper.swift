import Tensors

/// Steps of an implicit–explicit pair of Runge–Kutta methods.
///
/// Each stage is solved for its stiff velocity, after which the soft one is evaluated at the state
/// that this leads to. No stage is the end of a step, so none serves the next one; the first does not
/// change when a step is tried again.
struct AdditiveRungeKuttaStepper<Field: VectorField>: EvaluatingStepper {
  typealias State = Field.State
  typealias Carry = Field.State

  private let method: AdditiveRungeKutta
  private let basis: Interpolant<State>.Basis
  private let newton: NewtonKrylov

  var evaluator: FieldEvaluator<Field>
  /// The stages of the step at hand.
  private var stages = AdditiveStages<Field>()
  private var errorEstimate = State.zero
  private(set) var next = State.zero

  init(_ method: AdditiveRungeKutta, along field: Field, newton: NewtonKrylov) {
    self.method = method
    self.newton = newton
    let polynomials = method.continuousExtension.polynomials.map { [0] + $0 }
    basis = Interpolant.Basis(points: [[1]], velocities: polynomials + polynomials)
    evaluator = FieldEvaluator(field)
  }

  mutating func forget() { stages.keep(first: 0) }

  mutating func velocity(of carry: State, at time: Double) -> State {
    if stages.count == 0, method.implicit.diagonal[0] == 0 {
      stages.append(evaluator(carry, at: time, part: .stiff), evaluator(carry, at: time, part: .soft))
    }
    guard let stiff = stages.stiff.first, let soft = stages.soft.first else {
      return evaluator(carry, at: time).velocity
    }
    return stiff + soft
  }

  mutating func attempt(from carry: State, at time: Double, by stepSize: Double) -> Bool {
    stages.keep(first: method.implicit.diagonal[0] == 0 ? 1 : 0)
    while stages.count < method.implicit.stageCount {
      guard evaluateStage(from: carry, at: time, by: stepSize) else { return false }
    }
    let weights = method.implicit.weights
    next.assign(
      carry, plus: stages.stiff + stages.soft, times: weights + weights, scaledBy: stepSize)
    return true
  }

  /// Solves and evaluates the next stage.
  ///
  /// - Returns: Whether its equation was solved.
  private mutating func evaluateStage(
    from carry: State, at time: Double, by stepSize: Double
  ) -> Bool {
    let index = stages.count
    let stageTime = time + method.implicit.nodes[index] * stepSize
    let rows = index == 0 ? ([], []) : (method.implicit.stages[index - 1], method.explicit.stages[index - 1])
    var state = State.sum(
      carry, plus: stages.stiff + stages.soft, times: rows.0 + rows.1, scaledBy: stepSize)
    let scale = method.implicit.diagonal[index] * stepSize
    if scale == 0 {
      stages.append(
        evaluator(state, at: stageTime, part: .stiff), evaluator(state, at: stageTime, part: .soft))
      return true
    }
    guard
      let stiff = newton.velocity(
        of: &evaluator, part: .stiff, from: state, scaledBy: scale, at: stageTime,
        startingAt: stages.stiff.last)
    else { return false }
    state.add(stiff.velocity, times: scale)
    stages.append(stiff, evaluator(state, at: stageTime, part: .soft))
    return true
  }

  mutating func error(from carry: State, at time: Double, by stepSize: Double) -> State {
    let weights = method.implicit.errorWeights ?? []
    errorEstimate.assign(
      nil, plus: stages.stiff + stages.soft, times: weights + weights, scaledBy: stepSize)
    return errorEstimate
  }

  mutating func accept(_ carry: inout State) {
    swap(&carry, &next)
    forget()
  }

  mutating func interpolant(
    from carry: State, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    Interpolant(
      basis: basis, points: [carry], velocities: stages.stiff + stages.soft, time: time,
      stepSize: stepSize)
  }

  func recordedPullback(
    from carry: State, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, State> {
    AdditiveStepRecord(
      field: evaluator.field, method: method, stages: stages, time: time, stepSize: stepSize,
      recording: recording, newton: newton
    ).pullback
  }
}
