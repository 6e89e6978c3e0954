import Tensors

/// A flow over the elapsed times of one stretch, and the update at its end.
struct ObservedStretch<Field: SampleTimedField, Update: ObservationUpdate>
where Update.State == Field.State {
  typealias State = Field.State

  /// What a stretch leads to.
  struct Result {
    let arrival: State
    let end: State
    let outcome: Outcome
    let statistics: Statistics
    let gradientFallback: GradientFallback?
  }

  /// What a stretch passes back.
  struct Gradient {
    var field = Field.TangentVector.zero
    var state = State.zero
    var start = Tensor.zero
    var elapsed = Tensor.zero
    var update = Update.TangentVector.zero
  }

  /// Takes the gradients of the state behind the update and of that before it.
  typealias Pullback = (_ end: State, _ arrival: State) -> Gradient

  let field: Field
  let update: Update
  /// The times of the samples at the beginning, or the shapeless zero.
  let start: Tensor
  let elapsed: Tensor
  let observation: Update.Observation
  var solver: Solver

  /// Runs through the stretch without keeping anything for a gradient.
  func run(from state: State) -> Result {
    let longest = elapsed.longest
    let solution =
      longest == 0
      ? nil
      : solve(
        stretched(rowCount(of: state)), from: state, over: 0...1, with: solver.stretched(over: longest))
    return result(from: state, solution) { update($0, observing: observation) }
  }

  /// Runs through the stretch with a pullback, for which it keeps what the solver's gradient says.
  func runWithPullback(from state: State) -> (Result, Pullback) {
    guard case .recomputed(let gradient) = solver.gradient else { return recorded(from: state) }
    return (
      run(from: state),
      { end, arrival in
        var again = self
        again.solver.gradient = gradient
        return again.recorded(from: state).1(end, arrival)
      }
    )
  }

  /// Runs through the stretch and keeps what flow and update need for their pullbacks.
  private func recorded(from state: State) -> (Result, Pullback) {
    let longest = elapsed.longest
    let flow = longest == 0 ? identity(from: state) : flow(from: state, longest)
    var updatePullback: ((State) -> (Update.TangentVector, State))?
    let result = result(from: state, flow.solution) { arrival in
      let (end, pullback) = valueWithPullback(at: update, arrival) { update, state in
        update(state, observing: observation)
      }
      updatePullback = pullback
      return end
    }
    return (
      result,
      { [updatePullback] end, arrival in
        guard let (update, state) = updatePullback?(end) else { return Gradient() }
        var arrivalGradient = state
        arrivalGradient.add(arrival, times: 1)
        var gradient = flow.pullback(arrivalGradient)
        gradient.update = update
        return gradient
      }
    )
  }

  private func result(
    from state: State, _ solution: Solution<State>?, _ update: (State) -> State
  ) -> Result {
    let arrival = solution?.endOrNotANumber ?? state
    return Result(
      arrival: arrival, end: update(arrival), outcome: solution?.outcome ?? .reachedEnd,
      statistics: solution?.statistics ?? Statistics(), gradientFallback: solution?.gradientFallback)
  }

  private func rowCount(of state: State) -> Int { state.tensor(at: 0).shape.first ?? 1 }

  private func stretched(_ rowCount: Int) -> StretchedField<Field> {
    StretchedField(field, from: start, for: elapsed, rowCount: rowCount)
  }

  /// The flow by a solve, with its pullback.
  private func flow(
    from state: State, _ longest: Double
  ) -> (solution: Solution<State>?, pullback: (State) -> Gradient) {
    let rowCount = rowCount(of: state)
    let (stretched, stretchedPullback) = valueWithPullback(at: field, start, elapsed) {
      StretchedField($0, from: $1, for: $2, rowCount: rowCount)
    }
    let (solution, pullback) = differentiatedSolve(
      stretched, from: state, over: TimeSpan(from: 0, to: 1), saving: .end,
      with: solver.stretched(over: longest), until: nil, wantsTimes: false)
    return (
      solution,
      { upstream in
        let gradient = pullback(
          .init(end: upstream, endTime: 0, states: .zero, trajectory: .zero), nil)
        let (field, start, elapsed) = stretchedPullback(gradient.field)
        return Gradient(field: field, state: gradient.state, start: start, elapsed: elapsed)
      }
    )
  }

  /// The flow over no time at all: it leads nowhere, but its end moves with the elapsed time by the
  /// velocity.
  private func identity(
    from state: State
  ) -> (solution: Solution<State>?, pullback: (State) -> Gradient) {
    (
      nil,
      { upstream in
        if upstream.isShapelessZero { return Gradient() }
        let velocity = field(state, atTimes: (start + elapsed).asSampleTimes())
        let rowCount = rowCount(of: state)
        let elapsed = pullback(at: elapsed) { velocity.scaledRows(by: $0.repeatedRows(rowCount)) }(upstream)
        return Gradient(state: upstream, elapsed: elapsed)
      }
    )
  }
}
