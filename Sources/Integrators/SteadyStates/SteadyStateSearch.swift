import Tensors

/// The way to a steady state.
struct SteadyStateSearch<Field: VectorField> {
  typealias State = Field.State

  private let field: Field
  private let time: Double
  private let solver: SteadyStateSolver
  private var evaluator: FieldEvaluator<Field>
  private var iterations = 0

  init(of field: Field, at time: Double, with solver: SteadyStateSolver) {
    self.field = field
    self.time = time
    self.solver = solver
    evaluator = FieldEvaluator(field)
  }

  /// Goes from `start` to a steady state.
  mutating func run(from start: State) -> SteadyState<State> {
    let velocity = evaluator(start, at: time).velocity
    guard !isDone(velocity) else { return result(start, velocity, .steady) }
    guard start.allFinite, velocity.allFinite else { return result(start, velocity, .nonFinite) }
    return switch solver.approach {
    case .pseudoTransient(let firstStep): stepImplicitly(from: start, velocity, by: firstStep)
    case .integration(let solver, let limit): integrate(from: start, with: solver, to: limit)
    }
  }

  private mutating func stepImplicitly(
    from start: State, _ startVelocity: State, by firstStep: Double
  ) -> SteadyState<State> {
    var (state, velocity, stepSize) = (start, startVelocity, firstStep)
    while iterations < solver.iterationLimit {
      guard
        let solved = solver.newton.velocity(
          of: &evaluator, from: state, scaledBy: stepSize, at: time, startingAt: nil)
      else {
        stepSize /= 8
        if stepSize < 1e-10 * firstStep { return result(state, velocity, .stuck) }
        continue
      }
      let next = State.sum(state, plus: [solved.velocity], times: [stepSize])
      let nextVelocity = evaluator(next, at: time).velocity
      guard next.allFinite, nextVelocity.allFinite else {
        return result(state, velocity, .nonFinite)
      }
      iterations += 1
      stepSize *= max(2, velocity.rootMeanSquare / nextVelocity.rootMeanSquare)
      (state, velocity) = (next, nextVelocity)
      if isDone(velocity) { return result(state, velocity, .steady) }
      stepSize = min(stepSize, 1e12 * firstStep)
    }
    return result(state, velocity, .limit)
  }

  private mutating func integrate(
    from start: State, with solver: Solver, to limit: Double
  ) -> SteadyState<State> {
    let frozen = FrozenField(field, at: time)
    var count = 0
    let watch = EventWatch<State>(direction: .falling) { [tolerance = self.solver.tolerance] state, _ in
      count += 1
      return frozen(state, at: 0).rootMeanSquare <= tolerance ? 0 : 1
    }
    let solution = plainSolve(
      frozen, from: start, over: TimeSpan(from: 0, to: limit), saving: .end, with: solver,
      until: watch)
    iterations = solution.statistics.steps
    evaluator.evaluations += solution.statistics.evaluations + count
    let velocity = evaluator(solution.end, at: time).velocity
    let outcome: SteadyState<State>.Outcome =
      switch solution.outcome {
      case _ where isDone(velocity): .steady
      case .nonFinite: .nonFinite
      case .stepUnderflow, .unsolvedStep: .stuck
      default: .limit
      }
    return result(solution.end, velocity, outcome)
  }

  private func isDone(_ velocity: State) -> Bool { velocity.rootMeanSquare <= solver.tolerance }

  private func result(
    _ state: State, _ velocity: State, _ outcome: SteadyState<State>.Outcome
  ) -> SteadyState<State> {
    SteadyState(
      state: state, outcome: outcome, residual: velocity.rootMeanSquare, iterations: iterations,
      evaluations: evaluator.evaluations)
  }
}

extension StateVector {
  /// The root mean square over all elements.
  var rootMeanSquare: Double {
    let count = (0..<tensorCount).reduce(0) { $0 + tensor(at: $1).elementCount }
    return count == 0 ? 0 : length / Double(count).squareRoot()
  }
}

/// A field as it is at one time, split where the field is.
private struct FrozenField<Field: VectorField>: VectorField {
  typealias State = Field.State

  var field: Field
  @noDerivative let instant: Double

  @differentiable(reverse)
  init(_ field: Field, at instant: Double) {
    self.field = field
    self.instant = instant
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Field.State, at time: Double) -> Field.State {
    field(state, at: withoutDerivative(at: instant))
  }

  static var isSplit: Bool { Field.isSplit }

  @differentiable(reverse)
  func stiffVelocity(_ state: Field.State, at time: Double) -> Field.State {
    field.stiffVelocity(state, at: withoutDerivative(at: instant))
  }

  @differentiable(reverse)
  func softVelocity(_ state: Field.State, at time: Double) -> Field.State {
    field.softVelocity(state, at: withoutDerivative(at: instant))
  }
}
