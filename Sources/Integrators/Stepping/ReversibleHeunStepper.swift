import Tensors

/// Steps of ``Method/reversibleHeun``.
///
/// The carry is the state `y` and its companion `z`, both the initial state at first. Inside a step
/// the solution is `y + h (θ k + (θ²/2) (k′ − k))` with the velocities `k` of `z` and `k′` of `z′`.
struct ReversibleHeunStepper<Field: VectorField>: ReversibleStepper, EvaluatingStepper {
  typealias State = Field.State
  typealias Carry = Pair<Field.State, Field.State>

  private let basis = Interpolant<State>.Basis(
    points: [[1]], velocities: [[0, 1, -0.5], [0, 0, 0.5]])

  var evaluator: FieldEvaluator<Field>
  /// The velocity of the companion before the step, if it is known, and the one behind it.
  private var velocity = State.zero
  private var pullback: FieldPullback<Field>?
  private var isKnown = false
  private var nextVelocity = State.zero
  private var nextPullback: FieldPullback<Field>?
  private var errorEstimate = State.zero
  private(set) var next = Carry.zero

  init(along field: Field) { evaluator = FieldEvaluator(field) }

  mutating func forget() { isKnown = false }

  mutating func velocity(of carry: Carry, at time: Double) -> State {
    if !isKnown { (velocity, pullback) = evaluator(carry.second, at: time) }
    isKnown = true
    return velocity
  }

  mutating func attempt(from carry: Carry, at time: Double, by stepSize: Double) -> Bool {
    _ = velocity(of: carry, at: time)
    next.second.assign(nil, 2, carry.first, -1, carry.second, stepSize, velocity)
    (nextVelocity, nextPullback) = evaluator(next.second, at: time + stepSize)
    next.first.assign(carry.first, stepSize / 2, velocity, stepSize / 2, nextVelocity)
    return true
  }

  mutating func error(from carry: Carry, at time: Double, by stepSize: Double) -> State {
    errorEstimate.assign(nil, stepSize / 2, nextVelocity, -stepSize / 2, velocity)
    return errorEstimate
  }

  mutating func accept(_ carry: inout Carry) {
    swap(&carry, &next)
    swap(&velocity, &nextVelocity)
    swap(&pullback, &nextPullback)
    isKnown = true
  }

  mutating func undo(_ carry: inout Carry, at time: Double, by stepSize: Double) {
    let behind = velocity(of: carry, at: time + stepSize)
    next.second.assign(nil, 2, carry.first, -1, carry.second, -stepSize, behind)
    (velocity, pullback) = evaluator(next.second, at: time)
    next.first.assign(carry.first, -stepSize / 2, velocity, -stepSize / 2, behind)
    swap(&carry, &next)
  }

  mutating func interpolant(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    Interpolant(
      basis: basis, points: [carry.first], velocities: [velocity, nextVelocity], time: time,
      stepSize: stepSize)
  }

  func recordedPullback(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, Carry> {
    { [velocity, pullback, nextVelocity, nextPullback] upstream, interpolant in
      var result = StepGradient<Field, Carry>(carry: upstream)
      // What the companion behind the step receives, by itself and through its velocity.
      var companion = upstream.second
      var behind = upstream.first.multiplied(by: stepSize / 2)
      if let interpolant { behind.add(interpolant.velocities[1], times: 1) }
      if let gradient = nextPullback?(behind) {
        companion.add(gradient.state, times: 1)
        result.field = gradient.field
        result.time = gradient.time
        result.stepSize = gradient.time
      }
      var before = upstream.first.multiplied(by: stepSize / 2)
      before.add(companion, times: stepSize)
      if let interpolant { before.add(interpolant.velocities[0], times: 1) }
      result.carry.first.add(companion, times: 2)
      result.carry.second = companion.multiplied(by: -1)
      if let gradient = pullback?(before) {
        result.carry.second.add(gradient.state, times: 1)
        result.field += gradient.field
        result.time += gradient.time
      }
      result.stepSize +=
        (upstream.first.dotProduct(with: velocity) + upstream.first.dotProduct(with: nextVelocity)) / 2
        + companion.dotProduct(with: velocity)
      if let interpolant {
        result.carry.first.add(interpolant.points[0], times: 1)
        result.stepSize += interpolant.stepSize
      }
      return result
    }
  }
}
