import Tensors

/// The stretches from one observation to the next, as they follow each other.
struct ObservedRun<State: StateVector> {
  private(set) var state: State
  private(set) var times: Tensor
  private var arrivals: [State] = []
  private var outcome = Outcome.reachedEnd
  private var statistics = Statistics()
  private var gradientFallback: GradientFallback?

  init(from state: State, at start: Tensor) {
    self.state = state
    times = start
  }

  /// Adds what a stretch led to.
  mutating func append<Field, Update>(
    _ result: ObservedStretch<Field, Update>.Result, after elapsed: Tensor
  ) where Field.State == State {
    arrivals.append(result.arrival)
    state = result.end
    times = times + elapsed
    if outcome.isSuccess { outcome = result.outcome }
    statistics += result.statistics
    gradientFallback = gradientFallback ?? result.gradientFallback
  }

  /// The solution over all stretches.
  var solution: ObservedSolution<State> {
    ObservedSolution(
      end: state, endTimes: times, arrivals: arrivals, outcome: outcome, statistics: statistics,
      gradientFallback: gradientFallback)
  }
}
