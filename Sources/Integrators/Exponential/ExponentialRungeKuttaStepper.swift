import Tensors

/// Steps of an exponential Runge–Kutta method along a semilinear field.
///
/// What is known at the beginning of a step does not change when it is tried again.
struct ExponentialRungeKuttaStepper<
  Field: SemilinearField, Functions: OperatorFunctions<Field.Operator>
>: EvaluatingStepper {
  typealias State = Field.State
  typealias Carry = Field.State

  private let tableau: ExponentialTableau
  private var functions: Functions
  private let source: State

  var evaluator: FieldEvaluator<Field>
  var makesInterpolants = false
  private(set) var degree = 0
  private(set) var next = State.zero

  /// The whole velocity at the carry in the operator's coordinates, and the soft one, where they are known.
  private var beginning: (velocity: State, soft: State, pullback: FieldPullback<Field>?)?
  /// What is added to the carry in each stage and at the end, in the operator's coordinates.
  private var increments: [State] = []
  private var columns: [ExponentialStepRecord<Field, Functions>.Column] = []

  init(_ method: ExponentialRungeKutta, along field: Field, by functions: Functions) {
    tableau = method.tableau
    self.functions = functions
    source = functions.linearOperator.coordinates(of: field.affineSource)
    evaluator = FieldEvaluator(field)
  }

  mutating func forget() { beginning = nil }

  mutating func velocity(of carry: State, at time: Double) -> State {
    functions.linearOperator.state(ofCoordinates: begin(at: carry, time).velocity)
  }

  private mutating func begin(
    at carry: State, _ time: Double
  ) -> (velocity: State, soft: State, pullback: FieldPullback<Field>?) {
    if let beginning { return beginning }
    let (soft, pullback) = evaluator(carry, at: time, part: .soft)
    var velocity = functions.linearOperator.affineVelocity(of: carry, source)
    evaluator.evaluations += 1
    velocity.add(functions.linearOperator.coordinates(of: soft), times: 1)
    beginning = (velocity, soft, pullback)
    return (velocity, soft, pullback)
  }

  mutating func attempt(from carry: State, at time: Double, by stepSize: Double) -> Bool {
    let linearOperator = functions.linearOperator
    let beginning = begin(at: carry, time)
    evaluator.evaluations += functions.prepare(for: beginning.velocity)
    increments = [State](repeating: .zero, count: tableau.stageCount + 1)
    columns = []
    for column in 0..<tableau.stageCount {
      var (difference, pullback) = (beginning.velocity, beginning.pullback)
      if column > 0 {
        var state = linearOperator.state(ofCoordinates: increments[column])
        state.add(carry, times: 1)
        let stage = evaluator(
          state, at: time + tableau.nodes[column] * stepSize, part: .soft)
        pullback = stage.pullback
        difference = stage.velocity
        difference.add(beginning.soft, times: -1)
        difference = linearOperator.coordinates(of: difference)
      }
      guard evaluate(column, at: difference, pullback, over: stepSize) else { return false }
    }
    next = linearOperator.state(ofCoordinates: increments[tableau.stageCount])
    next.add(carry, times: 1)
    return true
  }

  /// Adds the functions of a column to the stages that they belong to.
  ///
  /// - Returns: Whether they could be computed.
  private mutating func evaluate(
    _ column: Int, at difference: State, _ pullback: FieldPullback<Field>?, over stepSize: Double
  ) -> Bool {
    let terms = tableau.columns[column]
    let sums = terms.map { $0.function(over: stepSize) }
    let slopes =
      if case .statesAndTimes = recording { sums.map { $0.slope(powers: [0, 1, 1, 1]) } } else { [PhiSum]() }
    let result = functions.values(
      of: sums, and: slopes, at: difference, keepsTerms: makesInterpolants)
    guard let result else { return false }
    evaluator.evaluations += result.products
    degree = max(degree, result.degree)
    for (term, value) in zip(terms, result.values) {
      for target in term.targets { increments[target].add(value, times: 1) }
    }
    columns.append(
      ExponentialStepRecord<Field, Functions>.Column(
        record: result.record, slopes: Array(result.values.dropFirst(terms.count)), pullback: pullback))
    return true
  }

  mutating func error(from carry: State, at time: Double, by stepSize: Double) -> State {
    guard let stage = tableau.embeddedStage else { return .zero }
    var error = increments[tableau.stageCount]
    error.add(increments[stage], times: -1)
    return functions.linearOperator.state(ofCoordinates: error)
  }

  mutating func accept(_ carry: inout State) {
    swap(&carry, &next)
    forget()
  }

  mutating func interpolant(
    from carry: State, at time: Double, by stepSize: Double
  ) -> Interpolant<State> {
    if !makesInterpolants {
      makesInterpolants = true
      _ = attempt(from: carry, at: time, by: stepSize)
    }
    let (tableau, terms) = (tableau, columns.map { functions.terms(of: $0.record) })
    return Interpolant(
      basis: .functions { elapsed in
        let values = terms.indices.map {
          terms[$0].factors(tableau.interior($0, after: elapsed, of: stepSize))
        }
        let slopes = terms.indices.map {
          terms[$0].factors(tableau.interiorSlope($0, after: elapsed, of: stepSize))
        }
        return ([1] + values.flatMap { $0 }, [0] + slopes.flatMap { $0 })
      },
      points: [carry]
        + terms.flatMap { $0.states.map(functions.linearOperator.state(ofCoordinates:)) },
      velocities: [], time: time, stepSize: stepSize)
  }

  func recordedPullback(
    from carry: State, at time: Double, by stepSize: Double
  ) -> StepPullback<Field, State> {
    let wantsTimes = if case .statesAndTimes = recording { true } else { false }
    return ExponentialStepRecord(
      field: evaluator.field, functions: functions, tableau: tableau, columns: columns, carry: carry,
      stepSize: stepSize, wantsTimes: wantsTimes
    ).pullback
  }
}
