import Tensors

/// Steps of an Adams method, started by those of a Runge–Kutta method.
struct AdamsStepper<Field: VectorField>: Stepper {
  typealias State = Field.State
  typealias Carry = AdamsHistory<Field.State>
  typealias Evaluation = (velocity: State, pullback: FieldPullback<Field>?)

  private let method: AdamsMethod
  private let basis: Interpolant<State>.Basis

  private var starter: RungeKuttaStepper<Field>
  private var evaluator: FieldEvaluator<Field>
  /// The velocity at the carry of the step at hand, where it is known.
  private var first: Evaluation?
  /// The velocities at the states that the step at hand corrected.
  private var corrections: [Evaluation] = []
  /// Whether the starter takes the step at hand.
  private var isStarting = false
  /// The velocities that the step at hand goes along: one ahead where it is corrected, the one at its
  /// beginning, and those before it.
  private var velocities: [State] = []
  /// The weights of these velocities where none of them is ahead.
  private let predictorWeights: [Double]
  private(set) var next = AdamsHistory<State>.zero

  init(_ method: AdamsMethod, along field: Field, newton: NewtonKrylov) {
    self.method = method
    basis = Interpolant.Basis(points: [[1]], velocities: method.polynomials)
    predictorWeights = [0] + method.predictorWeights
    starter = RungeKuttaStepper(method.starter, along: field, newton: newton)
    evaluator = FieldEvaluator(field)
  }

  var evaluations: Int {
    get { evaluator.evaluations + starter.evaluations }
    set { evaluator.evaluations = newValue - starter.evaluations }
  }

  var recording: Recording {
    get { evaluator.recording }
    set {
      evaluator.recording = newValue
      starter.recording = newValue
      forget()
    }
  }

  mutating func begin(from state: State, at time: Double) -> AdamsHistory<State> {
    forget()
    return AdamsHistory(state: state)
  }

  func beginPullback(
    _ upstream: AdamsHistory<State>, from state: State, at time: Double
  ) -> StepGradient<Field, State> {
    StepGradient(carry: upstream.state)
  }

  mutating func forget() {
    first = nil
    starter.forget()
  }

  func state(of carry: AdamsHistory<State>) -> State { carry.state }

  func carryGradient(ofState upstream: State) -> AdamsHistory<State> {
    AdamsHistory(
      state: upstream,
      velocities: [State](repeating: upstream.shapelessZero, count: method.pastCount))
  }

  mutating func velocity(of carry: AdamsHistory<State>, at time: Double) -> State {
    if let first { return first.velocity }
    let evaluation = evaluator(carry.state, at: time)
    first = evaluation
    return evaluation.velocity
  }

  mutating func attempt(from carry: AdamsHistory<State>, at time: Double, by stepSize: Double) -> Bool {
    let isUniform = carry.isUniform(at: time, by: stepSize)
    let pastCount = isUniform ? carry.velocities.count : 0
    isStarting = pastCount < method.pastCount
    let newest: State
    if isStarting {
      guard starter.attempt(from: carry.state, at: time, by: stepSize) else { return false }
      next.state = starter.next
      newest = starter.velocity(of: carry.state, at: time)
    } else {
      starter.forget()
      newest = velocity(of: carry, at: time)
      advance(carry, along: newest, at: time, by: stepSize)
    }
    next.velocities.removeAll(keepingCapacity: true)
    if method.pastCount > 0 { next.velocities.append(newest) }
    for index in 0..<max(min(pastCount, method.pastCount - 1), 0) {
      next.velocities.append(carry.velocities[index])
    }
    next.stepSize = pastCount == 0 ? stepSize : carry.stepSize
    return true
  }

  /// Predicts and corrects the state behind the step.
  private mutating func advance(
    _ carry: AdamsHistory<State>, along newest: State, at time: Double, by stepSize: Double
  ) {
    // The place of the velocity ahead is taken by another one until there is one.
    velocities.removeAll(keepingCapacity: true)
    velocities.append(newest)
    velocities.append(newest)
    for velocity in carry.velocities { velocities.append(velocity) }
    next.state.assign(carry.state, plus: velocities, times: predictorWeights, scaledBy: stepSize)
    corrections.removeAll(keepingCapacity: true)
    for _ in 0..<method.corrections {
      let ahead = evaluator(next.state, at: time + stepSize)
      corrections.append(ahead)
      velocities[0] = ahead.velocity
      next.state.assign(
        carry.state, plus: velocities, times: method.correctorWeights, scaledBy: stepSize)
    }
  }

  mutating func error(from carry: AdamsHistory<State>, at time: Double, by stepSize: Double) -> State {
    preconditionFailure("The method \(method.name) has no estimate of its error.")
  }

  mutating func accept(_ carry: inout AdamsHistory<State>) {
    if isStarting { starter.accept(&carry.state) } else { swap(&carry.state, &next.state) }
    swap(&carry.velocities, &next.velocities)
    carry.stepSize = next.stepSize
    first = nil
  }

  mutating func interpolant(
    from carry: AdamsHistory<State>, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    if isStarting { return starter.interpolant(from: carry.state, at: time, by: stepSize) }
    let ahead = corrections.suffix(1).map(\.velocity)
    return Interpolant(
      basis: basis, points: [carry.state],
      velocities: ahead + [velocity(of: carry, at: time)] + carry.velocities,
      time: time, stepSize: stepSize)
  }

  func recordedPullback(
    from carry: AdamsHistory<State>, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, AdamsHistory<State>> {
    if isStarting {
      return AdamsStartRecord(
        pastCount: carry.isUniform(at: time, by: stepSize) ? carry.velocities.count : 0,
        velocityCount: method.pastCount,
        stageCount: method.starter.continuousExtension.polynomials.count,
        starting: starter.recordedPullback(from: carry.state, at: time, by: stepSize)
      ).pullback
    }
    guard let first else { preconditionFailure("The step was not attempted.") }
    return AdamsStepRecord(
      method: method, first: first, corrections: corrections, past: carry.velocities,
      stepSize: stepSize, recording: recording
    ).pullback
  }
}
