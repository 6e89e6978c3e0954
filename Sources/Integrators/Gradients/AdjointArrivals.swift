import Tensors

/// The gradients that arrive along a solution, in the order in which its adjoint meets them: from
/// the end to the start.
struct AdjointArrivals<State: StateVector> {
  /// A gradient that arrives at a state.
  struct Arrival {
    let time: Double
    let state: State
    let gradient: State
    /// How the time moves with the ends of the span.
    let dependence: TimeDependence
  }

  /// Those behind the start; the first one is not zero.
  private(set) var all: ArraySlice<Arrival> = []
  /// The gradient of saved initial states.
  private(set) var start = State.zero
  /// The gradient of the time of the solution's end, unless an event determines it.
  private(set) var endTime = 0.0

  /// Sorts the gradient of a solution by time.
  ///
  /// The time of the solution's end moves with those of the span by `endDependence`. Saved states
  /// that no gradient arrives at are left out unless `keepsZeros` is true.
  init<S: Stepper>(
    _ upstream: Solution<State>.TangentVector, of solution: Solution<State>,
    _ origins: [Tape<S>.Origin], over span: TimeSpan, endDependence: TimeDependence,
    keepsZeros: Bool, eventPullback: EventPullback<State>?
  ) where S.State == State {
    var (end, arrivals) = (upstream.end, [Arrival]())
    let gradients = upstream.states.base
    for (index, origin) in origins.enumerated() {
      let gradient = gradients.isEmpty ? .zero : gradients[index]
      func arrive(_ dependence: TimeDependence) {
        arrivals.append(
          Arrival(
            time: solution.times[index], state: solution.states[index], gradient: gradient,
            dependence: dependence))
      }
      switch origin {
      case .start: start.add(gradient, times: 1)
      case .stepEnd(_, let dependence): arrive(dependence)
      case .end: end.add(gradient, times: 1)
      case .inside: arrive(.fixed)
      }
    }
    for (time, gradient) in upstream.trajectory.parts {
      arrivals.append(
        Arrival(
          time: time, state: solution.trajectory(at: time), gradient: gradient,
          dependence: .fixed))
    }
    var endDependence = endDependence
    if let event = solution.eventPoint {
      // The event's time follows the state: what is left of its gradient is that of the state at a
      // fixed time.
      if let eventPullback { end = eventPullback(end, upstream.endTime, event).0 }
      endDependence = .fixed
    } else {
      endTime = upstream.endTime
    }
    arrivals.append(
      Arrival(
        time: solution.endTime, state: solution.end, gradient: end,
        dependence: endDependence))
    if !keepsZeros { arrivals.removeAll { $0.gradient.isShapelessZero } }
    all = arrivals.sorted { span.direction * ($0.time - $1.time) > 0 }
      .drop { $0.gradient.isShapelessZero }
  }

  /// The root mean square over the elements of the largest gradient; not a number where one of them
  /// is none.
  var size: Double {
    let sizes = all.map(\.gradient.rootMeanSquare)
    return sizes.contains(where: \.isNaN) ? .nan : sizes.max() ?? 0
  }
}
