public import Tensors

/// Returns the solution of a hybrid system: the state flows along a field from one observation to the
/// next, and jumps at each of them.
///
/// With the elapsed times `Δₖ` before observation `k`, the flow `Φ` of `dy/dt = f(y, t)` and the update
/// `G`, the states are `yₖ⁻ = Φ(yₖ₋₁⁺; tₖ₋₁, tₖ₋₁ + Δₖ)` on arrival and `yₖ⁺ = G(yₖ⁻, oₖ)` behind it.
///
/// Elapsed times are data of each sample. Samples of one batch travel each stretch together, each for its
/// own elapsed time (``StretchedField``): with fixed steps a sample's states are the same whoever shares
/// the batch, and with adaptive ones they share shares of their steps. An elapsed time of zero leaves a
/// sample as it is, to the last bit, so that a short series is filled up with stretches of no time and
/// observations that its update ignores. Elapsed times may be negative: a series is then travelled
/// backwards.
///
/// The solver is one like any other. `.steps` are the number in each stretch; sizes of steps are in the
/// field's units of time, and hold for the sample with the longest elapsed time. Where a gradient is
/// wanted, each stretch keeps what the solver's ``GradientMethod`` says and its update what that needs; with
/// ``GradientMethod/recomputed(_:)`` a stretch keeps the state that it starts from, and flow and
/// update are computed again, so that memory grows by one state an observation whatever happens in between.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state to start from, such as `[nodes, samples, channels]`.
///   - start: The times of the samples at the start, of the shape of the elapsed times; `Tensor.zero`
///     where they are all 0.
///   - observations: What is observed, in the order of the update; missing values are theirs to mark.
///   - elapsed: The elapsed time before each observation: `[1, samples, 1]` for states `[rows, samples,
///     channels]`, `[samples, 1]` for states `[samples, channels]`, or one element.
///   - update: What an observation does to the state.
///   - solver: The method, its step control and its gradient.
/// - Returns: The states on arrival at each observation, and the state and times behind the last one.
/// - Precondition: There are as many elapsed times as observations, and all are finite. The step control
///   has no times to meet.
/// - Complexity: As many solves as observations.
///
/// Reference: M. Poli et al., "Graph Neural Ordinary Differential Equations", 2019, the hybrid
/// autoregressive models of its section on dynamic graphs; for one state a node, Y. Rubanova,
/// R. T. Q. Chen and D. Duvenaud, "Latent ODEs for irregularly-sampled time series", NeurIPS 2019,
/// algorithm 1.
@differentiable(reverse)
public func solve<Field: SampleTimedField, Update: ObservationUpdate>(
  _ field: Field, from state: Field.State, at start: Tensor = .zero,
  observing observations: [Update.Observation], after elapsed: [Tensor], by update: Update,
  with solver: Solver
) -> ObservedSolution<Field.State> where Update.State == Field.State {
  validate(elapsed, observations.count)
  var run = ObservedRun<Field.State>(from: state, at: start)
  for (elapsed, observation) in zip(elapsed, observations) {
    let stretch = ObservedStretch(
      field: field, update: update, start: run.times, elapsed: elapsed, observation: observation,
      solver: solver)
    let result = stretch.run(from: run.state)
    run.append(result, after: elapsed)
  }
  return run.solution
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: SampleTimedField, Update: ObservationUpdate>(
  _ field: Field, from state: Field.State, at start: Tensor,
  observing observations: [Update.Observation], after elapsed: [Tensor], by update: Update,
  with solver: Solver
) -> (
  value: ObservedSolution<Field.State>,
  pullback: (ObservedSolution<Field.State>.TangentVector) -> (
    Field.TangentVector, Field.State, Tensor, [Tensor].TangentVector, Update.TangentVector
  )
) where Update.State == Field.State {
  validate(elapsed, observations.count)
  var run = ObservedRun<Field.State>(from: state, at: start)
  var stretches: [(times: Tensor, pullback: ObservedStretch<Field, Update>.Pullback)] = []
  for (elapsed, observation) in zip(elapsed, observations) {
    let stretch = ObservedStretch(
      field: field, update: update, start: run.times, elapsed: elapsed, observation: observation,
      solver: solver)
    let (result, pullback) = stretch.runWithPullback(from: run.state)
    stretches.append((run.times, pullback))
    run.append(result, after: elapsed)
  }
  let finished = stretches
  return (
    run.solution,
    { upstream in
      var fieldGradient = Field.TangentVector.zero
      var updateGradient = Update.TangentVector.zero
      var elapsedGradients: [Tensor] = []
      var (state, times) = (upstream.end, upstream.endTimes)
      for (index, stretch) in finished.enumerated().reversed() {
        let arrivals = upstream.arrivals.base
        let gradient = stretch.pullback(state, arrivals.isEmpty ? .zero : arrivals[index])
        fieldGradient += gradient.field
        updateGradient += gradient.update
        state = gradient.state
        let passed = pullback(at: stretch.times, elapsed[index]) { $0 + $1 }(times)
        times = passed.0 + gradient.start
        elapsedGradients.append(passed.1 + gradient.elapsed)
      }
      return (fieldGradient, state, times, .init(elapsedGradients.reversed()), updateGradient)
    }
  )
}

/// Returns the states of a batch at times of each sample's own: one after each of the elapsed times, each
/// of which is counted from the one before.
///
/// This is the read-out of a forecast, on or off any grid: `arrivals` are the states. All else is as in
/// the solve with observations, of which there are none here.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state to start from, such as `[nodes, samples, channels]`.
///   - start: The times of the samples at the start, of the shape of the elapsed times; `Tensor.zero`
///     where they are all 0.
///   - elapsed: The elapsed times from one read-out to the next: `[1, samples, 1]` for states
///     `[rows, samples, channels]`, or one element.
///   - solver: The method, its step control and its gradient.
/// - Returns: The states as `arrivals`, the last one also as `end`.
/// - Precondition: All elapsed times are finite, and the step control has no times to meet.
@differentiable(reverse)
public func solve<Field: SampleTimedField>(
  _ field: Field, from state: Field.State, at start: Tensor = .zero, readAfter elapsed: [Tensor],
  with solver: Solver
) -> ObservedSolution<Field.State> {
  solve(
    field, from: state, at: start, observing: withoutDerivative(at: Array(elapsed.indices)),
    after: elapsed, by: NoUpdate<Field.State>(), with: solver)
}

private func validate(_ elapsed: [Tensor], _ count: Int) {
  precondition(
    elapsed.count == count, "There are \(elapsed.count) elapsed times for \(count) observations.")
  for (index, time) in elapsed.enumerated() {
    precondition(time.allFinite, "An elapsed time before observation \(index) is not finite.")
  }
}
