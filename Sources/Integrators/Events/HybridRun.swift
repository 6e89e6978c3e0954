/// The stretches between the events of one solve, as they follow each other.
struct HybridRun<State: StateVector> {
  private let saving: Saving
  private let span: TimeSpan
  private let eventLimit: Int

  private var last: Solution<State>?
  private var statistics = Statistics()
  private var gradientFallback: GradientFallback?
  private var states: [State] = []
  private var times: [Double] = []
  /// The number of states saved before each stretch.
  private var stretchStarts: [Int] = []
  private(set) var eventTimes: [Double] = []

  init(saving: Saving, span: TimeSpan, eventLimit: Int) {
    precondition(
      saving != .trajectory,
      "A trajectory has no jumps, so a solve that jumps cannot save it: save times or every step.")
    precondition(eventLimit >= 0, "The limit of \(eventLimit) events must not be negative.")
    self.saving = saving
    self.span = span
    self.eventLimit = eventLimit
    saving.validate(over: span)
  }

  /// Whether there is a stretch still to be solved.
  var continues: Bool {
    guard let last else { return true }
    return last.outcome == .event && last.endTime != span.end && eventTimes.count <= eventLimit
  }

  /// What the next stretch has to save.
  var remainingSaving: Saving {
    guard case .times(let all) = saving else { return saving }
    return .times(Array(all[states.count...]))
  }

  /// Adds the solution of a stretch.
  mutating func append(_ solution: Solution<State>) {
    stretchStarts.append(states.count)
    states += solution.states
    times += solution.times
    statistics += solution.statistics
    gradientFallback = gradientFallback ?? solution.gradientFallback
    if solution.outcome == .event { eventTimes.append(solution.endTime) }
    last = solution
  }

  /// Returns the part of the gradients of all saved states that belongs to a stretch.
  func states(_ gradients: [State], of stretch: Int) -> [State] {
    guard !gradients.isEmpty else { return [] }
    let end = stretch + 1 < stretchStarts.count ? stretchStarts[stretch + 1] : states.count
    return Array(gradients[stretchStarts[stretch]..<end])
  }

  /// The solution over all stretches.
  var solution: HybridSolution<State> {
    guard let last else { preconditionFailure("There is no stretch yet.") }
    let isOver = last.outcome == .event && eventTimes.count > eventLimit
    return HybridSolution(
      end: last.end, endTime: last.endTime, states: states, eventTimes: eventTimes, times: times,
      outcome: isOver ? .eventLimit : last.outcome, statistics: statistics,
      gradientFallback: gradientFallback)
  }
}
