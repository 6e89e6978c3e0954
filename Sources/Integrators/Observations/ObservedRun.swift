import Tensors

/// The stretches from one observation to the next, as they follow each other.
struct ObservedRun<State: StateVector> {
  private(set) var state: State
  private(set) var times: Tensor
  private var arrivals: [State] = []
  private var outcome = Outcome.reachedEnd
  private var statistics = Statistics()

  init(from state: State, at start: Tensor) {
    self.state = state
    times = start
  }

  /// Adds what a stretch led to.
  mutating func append(
    _ arrival: State, _ end: State, _ outcome: Outcome, _ statistics: Statistics, after elapsed: Tensor
  ) {
    arrivals.append(arrival)
    state = end
    times = times + elapsed
    if self.outcome.isSuccess { self.outcome = outcome }
    self.statistics += statistics
  }

  /// The solution over all stretches.
  var solution: ObservedSolution<State> {
    ObservedSolution(
      end: state, endTimes: times, arrivals: arrivals, outcome: outcome, statistics: statistics)
  }
}
