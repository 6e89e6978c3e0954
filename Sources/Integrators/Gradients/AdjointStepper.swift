import Tensors

/// Steps of an explicit Runge–Kutta method on a state `y` and its adjoint `a` side by side.
///
/// Stage `i` of a step of signed size `h` has the adjoint velocity `a′ᵢ = −(∂f/∂y)ᵀ aᵢ` at its own
/// state and time. The parameters' gradient grows by `−h Σ bᵢ (∂f/∂θ)ᵀ aᵢ`, with the weights `bᵢ` of
/// the step: it is summed, not integrated, so that it takes no part in the choice of steps.
///
/// Where there is a trajectory, the state is read from it and the first of the pair stays zero.
struct AdjointStepper<Field: VectorField> {
  typealias State = Field.State
  typealias Point = Pair<State, State>
  private typealias Pullback = (State) -> (Field.TangentVector, State)

  let field: Field
  let trajectory: Trajectory<State>?
  private let stages: RungeKuttaStages

  /// The velocities of the stages; the first `known` of them belong to the step at hand.
  private var velocities: [Point] = []
  /// What each stage adds to the parameters' gradient; nothing where its weight is zero.
  private var shares: [Field.TangentVector] = []
  private var known = 0
  /// The pullbacks of the field at the first stage and at the one evaluated last.
  private var firstPullback: Pullback?
  private var lastPullback: Pullback?
  private var stage = Point.zero
  private var errorEstimate = Point.zero
  private(set) var next = Point.zero

  init(_ method: RungeKutta, along field: Field, reading trajectory: Trajectory<State>?) {
    self.field = field
    self.trajectory = trajectory
    stages = RungeKuttaStages(method)
  }

  /// Forgets the velocity at the last point, before a step from another one.
  mutating func forget() { known = 0 }

  /// Returns the velocities of state and adjoint at a point, which the next attempt uses again.
  mutating func velocity(of point: Point, at time: Double) -> Point {
    if known == 0 {
      keep(at: point, time, weight: 0)
      firstPullback = lastPullback
    }
    return velocities[0]
  }

  /// Returns the velocity that an adjoint would have at the first stage's state.
  func adjointVelocity(of adjoint: State) -> State {
    firstPullback.map { $0(adjoint).1.multiplied(by: -1) } ?? .zero
  }

  /// Tries the step from a point and keeps its result.
  mutating func attempt(from point: Point, at time: Double, by stepSize: Double) {
    known = min(known, 1)
    evaluate(stages.advancingCount, from: point, at: time, by: stepSize)
    next.assign(point, plus: velocities, times: stages.weights, scaledBy: stepSize)
  }

  /// Returns the estimated error of the attempted step.
  mutating func error(from point: Point, at time: Double, by stepSize: Double) -> Point {
    evaluate(stages.count, from: point, at: time, by: stepSize)
    errorEstimate.assign(nil, plus: velocities, times: stages.errorWeights, scaledBy: stepSize)
    return errorEstimate
  }

  /// Goes on from the attempted step's result, and adds the step's share of the parameters'
  /// gradient.
  mutating func accept(
    _ point: inout Point, by stepSize: Double, addingTo gradient: inout Field.TangentVector
  ) {
    if stages.weights[0] != 0, let firstPullback {
      gradient += firstPullback(point.second.multiplied(by: -stepSize * stages.weights[0])).0
    }
    for index in 1..<max(stages.advancingCount, 1) where stages.weights[index] != 0 {
      gradient += shares[index]
    }
    swap(&point, &next)
    if let end = stages.endStage, end == known - 1 {
      velocities[0] = velocities[end]
      firstPullback = lastPullback
      known = 1
    } else {
      known = 0
    }
  }

  /// Evaluates the stages that are not known yet, up to `count` of them.
  private mutating func evaluate(
    _ count: Int, from point: Point, at time: Double, by stepSize: Double
  ) {
    _ = velocity(of: point, at: time)
    while known < count {
      let stageTime = time + stages.nodes[known] * stepSize
      let weight = stepSize * stages.weights[known]
      if stages.isAtEnd(known) {
        keep(at: next, stageTime, weight: weight)
      } else {
        stage.assign(point, plus: velocities, times: stages.rows[known], scaledBy: stepSize)
        keep(at: stage, stageTime, weight: weight)
      }
    }
  }

  /// Evaluates the next stage at a point.
  ///
  /// Tangent vectors of fields can be added but not scaled. The pullback is linear, so its argument
  /// is scaled: what it returns for the state is scaled back.
  private mutating func keep(at point: Point, _ time: Double, weight: Double) {
    let state = trajectory.map { $0(at: time) } ?? point.first
    let (velocity, pullback) = valueWithPullback(at: field, state) { field, state in
      field(state, at: time)
    }
    let factor = weight == 0 ? -1 : -weight
    let (share, change) = pullback(point.second.multiplied(by: factor))
    let pair = Point(
      trajectory == nil ? velocity : .zero, change.multiplied(by: -1 / factor))
    if known < velocities.count {
      velocities[known] = pair
      shares[known] = share
    } else {
      velocities.append(pair)
      shares.append(share)
    }
    lastPullback = { pullback($0) }
    known += 1
  }
}
