import Tensors

/// The gradients that arrive along a solution, in the order in which its adjoint meets them: from
/// the end to the start.
struct AdjointArrivals<State: StateVector> {
  /// A gradient that arrives at a state.
  struct Arrival {
    let time: Double
    let state: State
    let gradient: State
    /// Whether the time moves with the ends of the span.
    let moves: Bool
  }

  /// Those behind the start; the first one is not zero.
  private(set) var all: ArraySlice<Arrival> = []
  /// The gradient of saved initial states.
  private(set) var start = State.zero
  /// The time of the solution's end.
  let endTime: Double
  /// The gradient of that time, unless an event determines it.
  private(set) var endTimeGradient = 0.0

  /// Sorts the gradient of a solution by time.
  ///
  /// - Parameter keepsZeros: Whether saved states count where no gradient arrives at them.
  init<S: Stepper>(
    _ upstream: Solution<State>.TangentVector, of solution: Solution<State>,
    _ origins: [Tape<S>.Origin], over span: TimeSpan, keepsZeros: Bool,
    eventPullback: EventPullback<State>?
  ) where S.State == State {
    endTime = solution.endTime
    var (end, arrivals) = (upstream.end, [Arrival]())
    let gradients = upstream.states.base
    for (index, origin) in origins.enumerated() {
      let gradient = gradients.isEmpty ? .zero : gradients[index]
      func arrive(moves: Bool) {
        arrivals.append(
          Arrival(
            time: solution.times[index], state: solution.states[index], gradient: gradient,
            moves: moves))
      }
      switch origin {
      case .start: start.add(gradient, times: 1)
      case .stepEnd: arrive(moves: true)
      case .end: end.add(gradient, times: 1)
      case .inside: arrive(moves: false)
      }
    }
    for (time, gradient) in upstream.trajectory.parts {
      arrivals.append(
        Arrival(
          time: time, state: solution.trajectory(at: time), gradient: gradient, moves: false))
    }
    if let event = solution.eventPoint {
      // The event's time follows the state: what is left of its gradient is that of the state at a
      // fixed time.
      if let eventPullback { end = eventPullback(end, upstream.endTime, event).0 }
    } else {
      endTimeGradient = upstream.endTime
    }
    arrivals.append(
      Arrival(
        time: solution.endTime, state: solution.end, gradient: end,
        moves: solution.eventPoint == nil))
    if !keepsZeros { arrivals.removeAll { $0.gradient.isShapelessZero } }
    all = arrivals.sorted { span.direction * ($0.time - $1.time) > 0 }
      .drop { $0.gradient.isShapelessZero }
  }

  /// The root mean square over the elements of the largest gradient; not a number where one of them
  /// is none.
  var size: Double {
    let sizes = all.map { arrival in
      let count = (0..<arrival.gradient.tensorCount)
        .reduce(0) { $0 + arrival.gradient.tensor(at: $1).elementCount }
      let sum = arrival.gradient.dotProduct(with: arrival.gradient)
      return sum == 0 ? 0 : (sum / Double(count)).squareRoot()
    }
    return sizes.contains(where: \.isNaN) ? .nan : sizes.max() ?? 0
  }
}
