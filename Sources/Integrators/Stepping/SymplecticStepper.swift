import Tensors

/// Steps of a ``SymplecticMethod``.
struct SymplecticStepper<Field: SecondOrderField>: ReversibleStepper, EvaluatingStepper {
  typealias State = Field.State
  typealias Carry = Field.State

  private let method: SymplecticMethod
  /// Hermite's cubic between the ends of a step.
  private let basis = Interpolant<State>.Basis(
    points: [[1, 0, -3, 2], [0, 0, 3, -2]], velocities: [[0, 1, -2, 1], [0, 0, -1, 1]])

  var evaluator: FieldEvaluator<Field>
  /// The accelerations of the kicks and, behind them, that of the step's end where the last kick is
  /// not there; the first `known` of them belong to the step at hand.
  private var accelerations: [Field.Position] = []
  private var pullbacks: [FieldPullback<Field>] = []
  private var known = 0
  private(set) var next = State.zero

  init(_ method: SymplecticMethod, along field: Field) {
    self.method = method
    evaluator = FieldEvaluator(field)
  }

  mutating func forget() { known = 0 }

  mutating func velocity(of carry: State, at time: Double) -> State {
    if known == 0 { evaluate(at: carry, time, as: 0) }
    return Pair(carry.second, accelerations[0])
  }

  mutating func attempt(from carry: State, at time: Double, by stepSize: Double) -> Bool {
    known = min(known, 1)
    next.assign(carry, plus: [], times: [])
    for (index, kick) in method.kicks.enumerated() {
      if known <= index { evaluate(at: next, time + method.nodes[index] * stepSize, as: index) }
      next.second.add(accelerations[index], times: kick * stepSize)
      if index < method.drifts.count {
        next.first.add(next.second, times: method.drifts[index] * stepSize)
      }
    }
    return true
  }

  /// There is no estimate.
  mutating func error(from carry: State, at time: Double, by stepSize: Double) -> State { .zero }

  mutating func accept(_ carry: inout State) {
    swap(&carry, &next)
    // The acceleration at the end of the step is that at the beginning of the next one.
    let isEndKnown = known > endIndex
    if isEndKnown {
      accelerations[0] = accelerations[endIndex]
      if endIndex < pullbacks.count { pullbacks[0] = pullbacks[endIndex] }
    }
    known = isEndKnown ? 1 : 0
  }

  /// The index of the acceleration at the step's end.
  private var endIndex: Int { method.drifts.count }

  mutating func undo(_ carry: inout State, at time: Double, by stepSize: Double) {
    // The acceleration at the end of this step is known as that at the beginning of the next one.
    var isKnown = known > 0 && method.endsWithKick
    for (index, kick) in method.kicks.enumerated().reversed() {
      if index < method.drifts.count {
        carry.first.add(carry.second, times: -method.drifts[index] * stepSize)
      }
      if !isKnown { evaluate(at: carry, time + method.nodes[index] * stepSize, as: 0) }
      isKnown = false
      carry.second.add(accelerations[0], times: -kick * stepSize)
    }
    known = 1
  }

  mutating func interpolant(
    from carry: State, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    if known <= endIndex { evaluate(at: next, time + stepSize, as: endIndex) }
    return Interpolant(
      basis: basis, points: [carry, next],
      velocities: [
        Pair(carry.second, accelerations[0]), Pair(next.second, accelerations[endIndex]),
      ],
      time: time, stepSize: stepSize)
  }

  func recordedPullback(
    from carry: State, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, State> {
    SymplecticStepRecord<Field>(
      method: method, accelerations: Array(accelerations[..<known]),
      pullbacks: Array(pullbacks[..<known]), endVelocity: next.second, stepSize: stepSize
    ).pullback
  }

  /// Evaluates the acceleration of an index, which is known from then on.
  private mutating func evaluate(at state: State, _ time: Double, as index: Int) {
    let (velocity, pullback) = evaluator(state, at: time)
    known = index + 1
    if index < accelerations.count {
      accelerations[index] = velocity.second
    } else {
      accelerations.append(velocity.second)
    }
    guard let pullback else { return }
    if index < pullbacks.count { pullbacks[index] = pullback } else { pullbacks.append(pullback) }
  }
}
