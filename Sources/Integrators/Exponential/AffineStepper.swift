import Tensors

/// Steps of an ``ExponentialMethod`` along an affine field: `y + h φ₁(hL) v` with the velocity `v = L y + b`.
///
/// Inside a step the solution at the time `t` is the same sum with `t` in place of `h`, over the same products.
struct AffineStepper<Field: AffineField, Functions: OperatorFunctions<Field.Operator>>: Stepper {
  typealias State = Field.State
  typealias Carry = Field.State

  private let field: Field
  private var functions: Functions
  private let source: State

  var evaluations = 0
  var recording = Recording.nothing
  var makesInterpolants = false
  private(set) var degree = 0
  private(set) var next = State.zero

  /// The velocity at the carry in the operator's coordinates, where it is known.
  private var velocity: State?
  private var record: Functions.Record?

  init(along field: Field, by functions: Functions) {
    self.field = field
    self.functions = functions
    source = functions.linearOperator.coordinates(of: field.affineSource)
  }

  mutating func forget() { velocity = nil }

  mutating func velocity(of carry: State, at time: Double) -> State {
    functions.linearOperator.state(ofCoordinates: coordinateVelocity(of: carry))
  }

  private mutating func coordinateVelocity(of carry: State) -> State {
    if let velocity { return velocity }
    let result = functions.linearOperator.affineVelocity(of: carry, source)
    evaluations += 1
    velocity = result
    return result
  }

  mutating func attempt(from carry: State, at time: Double, by stepSize: Double) -> Bool {
    let velocity = coordinateVelocity(of: carry)
    evaluations += functions.prepare(for: velocity)
    guard
      let result = functions.values(
        of: [PhiSum.integral(over: stepSize)], and: [], at: velocity, keepsTerms: makesInterpolants)
    else { return false }
    evaluations += result.products
    degree = max(degree, result.degree)
    next = functions.linearOperator.state(ofCoordinates: result.values[0])
    next.add(carry, times: 1)
    record = result.record
    return true
  }

  /// There is no estimate.
  mutating func error(from carry: State, at time: Double, by stepSize: Double) -> State { .zero }

  mutating func accept(_ carry: inout State) {
    swap(&carry, &next)
    velocity = nil
  }

  mutating func interpolant(
    from carry: State, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    if !makesInterpolants {
      makesInterpolants = true
      _ = attempt(from: carry, at: time, by: stepSize)
    }
    guard let record else { preconditionFailure("No step was attempted.") }
    let terms = functions.terms(of: record)
    return Interpolant(
      basis: .functions { elapsed in
        (
          [1] + terms.factors(PhiSum.integral(over: elapsed)),
          [0] + terms.factors(PhiSum(scale: elapsed, weights: [1]))
        )
      },
      points: [carry] + terms.states.map(functions.linearOperator.state(ofCoordinates:)), velocities: [],
      time: time, stepSize: stepSize)
  }

  func recordedPullback(
    from carry: State, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, State> {
    guard let record else { preconditionFailure("No step was attempted.") }
    let (field, functions, source, next) = (field, functions, source, next)
    let wantsTimes = if case .statesAndTimes = recording { true } else { false }
    return { upstream, interpolant in
      let linearOperator = functions.linearOperator
      let arrivals = [(elapsed: stepSize, gradient: upstream)] + (interpolant?.moments ?? [])
      let upstreams = arrivals.map {
        FunctionUpstream(
          function: PhiSum.integral(over: $0.elapsed),
          gradient: linearOperator.coordinates(ofGradient: $0.gradient))
      }
      var gradient = Field.Operator.Gradient.zero
      let velocity = functions.pullback(upstreams, through: record, addingTo: &gradient)
      if velocity.isShapelessZero { return StepGradient(carry: .zero) }
      linearOperator.addGradient(
        of: velocity, times: 1, at: linearOperator.coordinates(of: carry), to: &gradient)
      var start = State.zero
      for upstream in upstreams { start.add(upstream.gradient, times: 1) }
      linearOperator.advanceTransposed(
        &start, from: velocity, by: RecurrenceStep(product: 1, previous: 1))
      var result = StepGradient<Field, State>(carry: linearOperator.state(ofCoordinates: start))
      result.field = field.tangentVector(
        from: gradient, of: linearOperator, source: linearOperator.state(ofCoordinates: velocity))
      result.stepSize = interpolant?.stepSize ?? 0
      if wantsTimes {
        // However the time is divided into steps, the state moves with its end at the velocity there.
        result.stepSize += upstreams[0].gradient.dotProduct(
          with: linearOperator.affineVelocity(of: next, source))
      }
      return result
    }
  }
}

extension LinearOperator {
  /// Returns `L y + b` in the operator's coordinates.
  ///
  /// - Parameters:
  ///   - state: The state `y`.
  ///   - source: The source `b` in the operator's coordinates.
  /// - Returns: The velocity at the state.
  func affineVelocity(of state: State, _ source: State) -> State {
    var result = source
    advance(
      &result, from: coordinates(of: state),
      by: RecurrenceStep(product: 1, previous: source.isShapelessZero ? 0 : 1))
    return result
  }
}
