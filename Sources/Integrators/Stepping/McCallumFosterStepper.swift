import Tensors

/// Steps of ``Method/mcCallumFoster(_:coupling:)``.
///
/// The carry is the state `y` and its companion `z`, both the initial state at first. Inside a step
/// the solution is the base method's from `z` and `(1 − θ (1 − λ)) (y − z)`, which leads from `y` to
/// `y′`.
struct McCallumFosterStepper<Field: VectorField>: ReversibleStepper {
  typealias State = Field.State
  typealias Carry = Pair<Field.State, Field.State>

  private let coupling: Double

  /// The base method on its way from the companion, and back from the state behind the step.
  private var ahead: RungeKuttaStepper<Field>
  private var back: RungeKuttaStepper<Field>
  private(set) var next = Carry.zero

  init(_ base: RungeKutta, coupling: Double, along field: Field) {
    self.coupling = coupling
    ahead = RungeKuttaStepper(base, along: field, newton: NewtonKrylov())
    back = ahead
  }

  var evaluations: Int {
    get { ahead.evaluations + back.evaluations }
    set { ahead.evaluations = newValue - back.evaluations }
  }

  var recording: Recording {
    get { ahead.recording }
    set {
      ahead.recording = newValue
      back.recording = newValue
    }
  }

  mutating func forget() { ahead.forget() }

  mutating func velocity(of carry: Carry, at time: Double) -> State {
    ahead.velocity(of: carry.second, at: time)
  }

  mutating func attempt(from carry: Carry, at time: Double, by stepSize: Double) -> Bool {
    _ = ahead.attempt(from: carry.second, at: time, by: stepSize)
    next.first.assign(ahead.next, coupling, carry.first, -coupling, carry.second)
    stepBack(from: next.first, at: time, by: stepSize)
    next.second.assign(carry.second, 1, next.first, -1, back.next)
    return true
  }

  /// Takes the base method's step back from a state behind the step.
  private mutating func stepBack(from state: State, at time: Double, by stepSize: Double) {
    back.forget()
    _ = back.attempt(from: state, at: time + stepSize, by: -stepSize)
  }

  mutating func error(from carry: Carry, at time: Double, by stepSize: Double) -> State {
    ahead.error(from: carry.second, at: time, by: stepSize)
  }

  mutating func accept(_ carry: inout Carry) {
    swap(&carry, &next)
    ahead.forget()
  }

  mutating func undo(_ carry: inout Carry, at time: Double, by stepSize: Double) {
    stepBack(from: carry.first, at: time, by: stepSize)
    next.second.assign(carry.second, -1, carry.first, 1, back.next)
    ahead.forget()
    _ = ahead.attempt(from: next.second, at: time, by: stepSize)
    next.first.assign(
      next.second, 1 / coupling, carry.first, -1 / coupling, ahead.next)
    swap(&carry, &next)
  }

  mutating func interpolant(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    let base = ahead.interpolant(from: carry.second, at: time, by: stepSize)
    let basis = Interpolant<State>.Basis(
      points: [[1, coupling - 1], [0, 1 - coupling]], velocities: base.basis.velocityPolynomials)
    return Interpolant(
      basis: basis, points: [carry.first, carry.second], velocities: base.velocities, time: time,
      stepSize: stepSize)
  }

  func recordedPullback(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, Carry> {
    let pullbackAhead = ahead.recordedPullback(from: carry.second, at: time, by: stepSize)
    let pullbackBack = back.recordedPullback(
      from: next.first, at: time + stepSize, by: -stepSize)
    return { [coupling] upstream, interpolant in
      let backwards = pullbackBack(upstream.second.multiplied(by: -1), nil)
      // What the state behind the step receives, by itself and through its companion.
      var state = upstream.first
      state.add(upstream.second, times: 1)
      state.add(backwards.carry, times: 1)
      let forwards = pullbackAhead(
        state,
        interpolant.map {
          InterpolantGradient(
            points: [$0.points[1]], velocities: $0.velocities, stepSize: $0.stepSize)
        })
      var result = StepGradient<Field, Carry>(
        field: forwards.field + backwards.field,
        carry: Pair(state.multiplied(by: coupling), upstream.second),
        time: forwards.time + backwards.time,
        stepSize: forwards.stepSize + backwards.time - backwards.stepSize)
      result.carry.second.add(state, times: -coupling)
      result.carry.second.add(forwards.carry, times: 1)
      if let interpolant { result.carry.first.add(interpolant.points[0], times: 1) }
      return result
    }
  }
}
