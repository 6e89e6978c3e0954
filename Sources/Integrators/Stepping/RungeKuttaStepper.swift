import Tensors

/// Steps of a Runge–Kutta method, explicit or diagonally implicit.
///
/// Stages are evaluated when they are needed: those that the step depends on at once, the rest of
/// them for the error, and those of the continuous extension for the interpolant.
struct RungeKuttaStepper<Field: VectorField>: EvaluatingStepper {
  typealias State = Field.State
  typealias Carry = Field.State

  private let stages: RungeKuttaStages
  private let basis: Interpolant<State>.Basis
  private let newton: NewtonKrylov

  var evaluator: FieldEvaluator<Field>
  /// The velocities of the stages; the first `known` of them belong to the step at hand.
  private var velocities = StateStack()
  private var pullbacks: [FieldPullback<Field>] = []
  private var known = 0
  private var stage = State.zero
  private var errorEstimate = State.zero
  private(set) var next = State.zero

  init(_ method: RungeKutta, along field: Field, newton: NewtonKrylov) {
    stages = RungeKuttaStages(method)
    basis = Interpolant.Basis(
      points: [[1]], velocities: method.continuousExtension.polynomials.map { [0] + $0 })
    self.newton = newton
    evaluator = FieldEvaluator(field)
  }

  mutating func forget() { known = 0 }

  mutating func velocity(of carry: State, at time: Double) -> State {
    if known == 0 {
      evaluate(carry, at: time, as: 0)
      known = 1
    }
    return velocities.state(at: 0, like: carry)
  }

  mutating func attempt(from carry: State, at time: Double, by stepSize: Double) -> Bool {
    // The first stage of an explicit one does not change when a step is tried again.
    known = stages.diagonal[0] == 0 ? min(known, 1) : 0
    guard evaluate(stages.advancingCount, from: carry, at: time, by: stepSize) else { return false }
    velocities.sum(
      into: &next, from: carry, isIncluded: true, times: stages.weights, scaledBy: stepSize)
    return true
  }

  mutating func error(from carry: State, at time: Double, by stepSize: Double) -> State {
    _ = evaluate(stages.count, from: carry, at: time, by: stepSize)
    velocities.sum(
      into: &errorEstimate, from: carry, isIncluded: false, times: stages.errorWeights,
      scaledBy: stepSize)
    return errorEstimate
  }

  mutating func accept(_ carry: inout State) {
    swap(&carry, &next)
    if let end = stages.endStage, end < known {
      velocities.copy(from: end, to: 0)
      if end < pullbacks.count { pullbacks[0] = pullbacks[end] }
      known = 1
    } else {
      known = 0
    }
  }

  mutating func interpolant(
    from carry: State, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    _ = evaluate(stages.extendedCount, from: carry, at: time, by: stepSize)
    return Interpolant(
      basis: basis, points: [carry], velocities: velocities.states(stages.extendedCount, like: carry),
      time: time, stepSize: stepSize)
  }

  func recordedPullback(
    from carry: State, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, State> {
    RungeKuttaStepRecord(
      field: evaluator.field, stages: stages, velocities: velocities.states(known, like: carry),
      pullbacks: Array(pullbacks[..<known]), time: time, stepSize: stepSize, recording: recording,
      newton: newton
    ).pullback
  }

  /// Evaluates the stages that are not known yet, up to `count` of them.
  ///
  /// - Returns: Whether the equations of all implicit stages were solved.
  private mutating func evaluate(
    _ count: Int, from carry: State, at time: Double, by stepSize: Double
  ) -> Bool {
    while known < count {
      let index = known
      let stageTime = time + stages.nodes[index] * stepSize
      if stages.isAtEnd(index) {
        evaluate(next, at: stageTime, as: index)
      } else if index == 0 && stages.diagonal[0] == 0 {
        evaluate(carry, at: stageTime, as: index)
      } else {
        velocities.sum(
          into: &stage, from: carry, isIncluded: true, times: stages.rows[index], scaledBy: stepSize)
        if stages.diagonal[index] == 0 {
          evaluate(stage, at: stageTime, as: index)
        } else if !solveStage(index, at: stageTime, by: stepSize, like: carry) {
          return false
        }
      }
      known += 1
    }
    return true
  }

  /// Solves the equation of an implicit stage, whose state without its own velocity is `stage`.
  @inline(never)
  private mutating func solveStage(
    _ index: Int, at time: Double, by stepSize: Double, like carry: State
  ) -> Bool {
    guard
      let solved = newton.velocity(
        of: &evaluator, from: stage, scaledBy: stages.diagonal[index] * stepSize, at: time,
        startingAt: index == 0 ? nil : velocities.state(at: index - 1, like: carry))
    else { return false }
    keep(solved, as: index)
    return true
  }

  private mutating func evaluate(_ state: State, at time: Double, as index: Int) {
    if case .nothing = evaluator.recording {
      velocities.set(evaluator.velocity(of: state, at: time), at: index)
    } else {
      evaluateRecorded(state, at: time, as: index)
    }
  }

  // Inlined, the type of a velocity with its pullback would be looked up even where there is none.
  @inline(never)
  private mutating func evaluateRecorded(_ state: State, at time: Double, as index: Int) {
    keep(evaluator(state, at: time), as: index)
  }

  private mutating func keep(
    _ evaluation: (velocity: State, pullback: FieldPullback<Field>?), as index: Int
  ) {
    velocities.set(evaluation.velocity, at: index)
    guard let pullback = evaluation.pullback else { return }
    if index < pullbacks.count {
      pullbacks[index] = pullback
    } else {
      pullbacks.append(pullback)
    }
  }
}
