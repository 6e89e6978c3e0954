import Tensors

/// Steps of ``Method/asynchronousLeapfrog(damping:)``.
///
/// The carry is the state `z` and the velocity `v`. Inside a step the solution is
/// `z + h (θ v + (θ²/2) (v′ − v))`, whose slopes at the step's ends are the carried velocities.
struct AsynchronousLeapfrogStepper<Field: VectorField>: ReversibleStepper, EvaluatingStepper {
  typealias State = Field.State
  typealias Carry = Pair<Field.State, Field.State>

  private let damping: Double
  private let basis = Interpolant<State>.Basis(
    points: [[1]], velocities: [[0, 1, -0.5], [0, 0, 0.5]])

  var evaluator: FieldEvaluator<Field>
  private var middle = State.zero
  private var middleVelocity = State.zero
  private var pullback: FieldPullback<Field>?
  private var errorEstimate = State.zero
  private(set) var next = Carry.zero

  init(damping: Double, along field: Field) {
    self.damping = damping
    evaluator = FieldEvaluator(field)
  }

  mutating func begin(from state: State, at time: Double) -> Carry {
    Pair(state, evaluator(state, at: time).velocity)
  }

  func beginPullback(
    _ upstream: Carry, from state: State, at time: Double
  ) -> StepGradient<Field, State> {
    var result = StepGradient<Field, State>(carry: upstream.first)
    var evaluator = evaluator
    if !upstream.second.isShapelessZero, let pullback = evaluator(state, at: time).pullback {
      let gradient = pullback(upstream.second)
      result.field = gradient.field
      result.carry.add(gradient.state, times: 1)
      result.time = gradient.time
    }
    return result
  }

  mutating func forget() {}

  mutating func velocity(of carry: Carry, at time: Double) -> State { carry.second }

  mutating func attempt(from carry: Carry, at time: Double, by stepSize: Double) -> Bool {
    middle.assign(carry.first, stepSize / 2, carry.second)
    (middleVelocity, pullback) = evaluator(middle, at: time + stepSize / 2)
    next.second.assign(nil, 1 - 2 * damping, carry.second, 2 * damping, middleVelocity)
    next.first.assign(middle, stepSize / 2, next.second)
    return true
  }

  mutating func error(from carry: Carry, at time: Double, by stepSize: Double) -> State {
    errorEstimate.assign(nil, stepSize, middleVelocity, -stepSize, carry.second)
    return errorEstimate
  }

  mutating func accept(_ carry: inout Carry) { swap(&carry, &next) }

  mutating func undo(_ carry: inout Carry, at time: Double, by stepSize: Double) {
    middle.assign(carry.first, -stepSize / 2, carry.second)
    middleVelocity = evaluator(middle, at: time + stepSize / 2).velocity
    let scale = 1 / (1 - 2 * damping)
    next.second.assign(nil, scale, carry.second, -2 * damping * scale, middleVelocity)
    next.first.assign(middle, -stepSize / 2, next.second)
    swap(&carry, &next)
  }

  mutating func interpolant(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    Interpolant(
      basis: basis, points: [carry.first], velocities: [carry.second, next.second], time: time,
      stepSize: stepSize)
  }

  func recordedPullback(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, Carry> {
    { [damping, pullback, before = carry.second, behind = next.second] upstream, interpolant in
      var result = StepGradient<Field, Carry>(carry: upstream)
      // What the velocity behind the step receives, by itself and through the state there.
      var velocity = upstream.second
      velocity.add(upstream.first, times: stepSize / 2)
      if let interpolant { velocity.add(interpolant.velocities[1], times: 1) }
      result.carry.second = velocity.multiplied(by: 1 - 2 * damping)
      result.stepSize = upstream.first.dotProduct(with: behind) / 2
      if let gradient = pullback?(velocity.multiplied(by: 2 * damping)) {
        result.field = gradient.field
        result.carry.first.add(gradient.state, times: 1)
        result.time = gradient.time
        result.stepSize += gradient.time / 2
      }
      // The state in the middle of the step passes on all it received.
      result.stepSize += result.carry.first.dotProduct(with: before) / 2
      result.carry.second.add(result.carry.first, times: stepSize / 2)
      if let interpolant {
        result.carry.first.add(interpolant.points[0], times: 1)
        result.carry.second.add(interpolant.velocities[0], times: 1)
        result.stepSize += interpolant.stepSize
      }
      return result
    }
  }
}
