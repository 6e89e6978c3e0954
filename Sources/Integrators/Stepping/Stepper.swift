import Tensors

/// A method at work on a vector field: it takes, undoes and differentiates single steps.
///
/// What a step passes on to the next one is its *carry*: the state itself for a one-step method,
/// with a second state or past velocities beside it for others. A step is a map from a carry, a
/// time and a signed step size to the next carry; everything else that a stepper remembers, such
/// as a velocity that was computed already, only saves work and may be forgotten at any time.
///
/// The loop of a solve and the gradient methods know nothing else of a method.
protocol Stepper<Field> {
  associatedtype Field: VectorField
  associatedtype Carry: StateVector

  typealias State = Field.State

  /// The number of evaluations of the field so far.
  var evaluations: Int { get set }

  /// Whether attempted steps keep what their pullback needs.
  var recording: Recording { get set }

  /// The highest degree of a polynomial in the field's operator that a step was computed by.
  var degree: Int { get }

  /// Whether the solution inside of steps will be asked for, so that a step may keep what it needs.
  var makesInterpolants: Bool { get set }

  /// Returns the carry of the first step from a state, and forgets all that was known before.
  mutating func begin(from state: State, at time: Double) -> Carry

  /// Returns the gradients that ``begin(from:at:)`` passes back.
  func beginPullback(
    _ upstream: Carry, from state: State, at time: Double
  ) -> StepGradient<Field, State>

  /// Forgets what is known about the last carry, before a step from another one.
  mutating func forget()

  /// Returns the state that a carry stands for.
  func state(of carry: Carry) -> State

  /// Returns the carry gradient that belongs to a gradient of its state.
  func carryGradient(ofState upstream: State) -> Carry

  /// Returns the velocity at a carry, which the next attempt from there uses again.
  mutating func velocity(of carry: Carry, at time: Double) -> State

  /// Tries the step from `carry` and keeps its result.
  ///
  /// - Returns: Whether the step's equations were solved, which only an implicit one may fail at.
  mutating func attempt(from carry: Carry, at time: Double, by stepSize: Double) -> Bool

  /// The carry behind the attempted step.
  var next: Carry { get }

  /// Returns the estimated error of the attempted step, where the method has an estimate.
  mutating func error(from carry: Carry, at time: Double, by stepSize: Double) -> State

  /// Makes the attempted step's result the carry to go on from.
  mutating func accept(_ carry: inout Carry)

  /// Returns the solution inside the attempted step from `carry`; it may cost evaluations.
  mutating func interpolant(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> Interpolant<State>

  /// Returns the pullback of the attempted step, which was recorded, and of its interpolant if one
  /// was made.
  func recordedPullback(
    from carry: Carry, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, Carry>
}

extension Stepper {
  /// Most steps are no polynomials in an operator.
  var degree: Int { 0 }

  /// Most interpolants are made of what a step has computed in any case.
  var makesInterpolants: Bool {
    get { false }
    set {}
  }
}

/// A stepper whose steps can be undone exactly, up to round-off.
protocol ReversibleStepper<Field>: Stepper {
  /// Replaces the carry behind the step from `time` by the one before it.
  mutating func undo(_ carry: inout Carry, at time: Double, by stepSize: Double)
}

/// A stepper all of whose velocities come from one evaluator.
protocol EvaluatingStepper<Field>: Stepper {
  var evaluator: FieldEvaluator<Field> { get set }
}

extension EvaluatingStepper {
  var evaluations: Int {
    get { evaluator.evaluations }
    set { evaluator.evaluations = newValue }
  }

  var recording: Recording {
    get { evaluator.recording }
    set {
      evaluator.recording = newValue
      forget()
    }
  }
}

extension Stepper where Carry == Field.State {
  mutating func begin(from state: State, at time: Double) -> State {
    forget()
    return state
  }

  func beginPullback(
    _ upstream: State, from state: State, at time: Double
  ) -> StepGradient<Field, State> {
    StepGradient(carry: upstream)
  }

  func state(of carry: State) -> State { carry }

  func carryGradient(ofState upstream: State) -> State { upstream }
}

/// A carry of two states, the first of which is the solution; both start from the same.
extension Stepper where Carry == Pair<Field.State, Field.State> {
  mutating func begin(from state: State, at time: Double) -> Carry {
    forget()
    return Pair(state, state)
  }

  func beginPullback(
    _ upstream: Carry, from state: State, at time: Double
  ) -> StepGradient<Field, State> {
    var gradient = StepGradient<Field, State>(carry: upstream.first)
    gradient.carry.add(upstream.second, times: 1)
    return gradient
  }

  func state(of carry: Carry) -> State { carry.first }

  func carryGradient(ofState upstream: State) -> Carry { Pair(upstream, .zero) }
}

/// What an attempted step keeps for its pullback.
enum Recording {
  case nothing
  /// What gradients of the state and of the field's parameters need.
  case states
  /// The same for gradients of times, too.
  case statesAndTimes
}

/// What one step passes back: gradients of the field, of the carry before it, and of its time and
/// size.
struct StepGradient<Field: VectorField, Carry: StateVector> {
  var field = Field.TangentVector.zero
  var carry: Carry
  var time = 0.0
  var stepSize = 0.0
}

/// Returns what a step passes back for the gradients of the carry behind it and, if something was
/// interpolated, of the interpolant's points and velocities.
typealias StepPullback<Field: VectorField, Carry: StateVector> =
  (_ upstream: Carry, _ interpolant: InterpolantGradient<Field.State>?) -> StepGradient<
    Field, Carry
  >
