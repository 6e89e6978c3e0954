import Tensors

/// The adjoint of a solution, from the last gradient that arrives at it back to its start.
struct AdjointSweep<Field: VectorField> {
  typealias State = Field.State

  private let start: State
  let span: TimeSpan
  private let wantsTimes: Bool
  let solver: Solver
  let control: StepControl
  private let itinerary: Itinerary
  private let endDependence: TimeDependence
  private let arrivals: AdjointArrivals<State>
  /// The size of the largest gradient that arrives.
  let size: Double

  var stepper: AdjointStepper<Field>
  private(set) var point = AdjointStepper<Field>.Point.zero
  private var pending: ArraySlice<AdjointArrivals<State>.Arrival>
  private var triedSteps = 0
  /// Whether the state, solved for backwards, missed one that it is known to have had.
  private var isLost = false
  private var result = SolveGradient<Field>(state: .zero)

  /// Creates a sweep that chooses its steps by `control` or, without it, as the solver does.
  ///
  /// The time of the solution's end moves with those of the span by `endDependence`.
  init(
    _ stepper: AdjointStepper<Field>, from start: State, over span: TimeSpan, with solver: Solver,
    control: StepControl?, _ endDependence: TimeDependence,
    _ arrivals: AdjointArrivals<State>, wantsTimes: Bool
  ) {
    self.stepper = stepper
    self.start = start
    self.span = span
    self.wantsTimes = wantsTimes
    self.solver = solver
    self.endDependence = endDependence
    self.arrivals = arrivals
    size = arrivals.size
    pending = arrivals.all
    self.control = (control ?? solver.stepControl)
      .landing(on: solver.stepControl.stopTimes + pending.map(\.time))
      .restarting(at: solver.stepControl.jumpTimes)
    itinerary = Itinerary(
      over: TimeSpan(from: pending.first?.time ?? span.start, to: span.start), self.control)
  }

  /// Returns the gradients of the field, the initial state and the span.
  mutating func run() -> SolveGradient<Field> {
    guard size == 0 || size.isFinite else { return nothing }
    endDependence.pass(arrivals.endTime, to: &result.span)
    if size > 0, !travel() { return nothing }
    result.state.add(arrivals.start, times: 1)
    return result
  }

  /// Goes all the way, and tells whether that succeeded.
  private mutating func travel() -> Bool {
    guard let first = pending.first else { return true }
    point.second = first.state.multiplied(by: 0)
    receive(through: first.time)
    if !itinerary.segments.isEmpty {
      guard var sizes = stepSizes(from: first.time) else { return false }
      for segment in itinerary.segments {
        receive(through: segment.start)
        if segment.beginsLeg { stepper.forget() }
        guard travel(segment, &sizes) else { return false }
      }
    }
    if !itinerary.segments.isEmpty { compare(with: start) }
    receive(through: span.start)
    guard !isLost else { return false }
    result.state = point.second
    if wantsTimes {
      result.span.start -= point.second.dotProduct(with: stepper.field(start, at: span.start))
    }
    return true
  }

  private mutating func travel(_ segment: Itinerary.Segment, _ sizes: inout StepSizes) -> Bool {
    var time = segment.start
    while time != segment.end {
      guard triedSteps < solver.stepLimit else { return false }
      triedSteps += 1
      guard let (stepSize, reachesEnd) = sizes.next(from: time, to: segment.end) else {
        return false
      }
      stepper.attempt(from: point, at: time, by: stepSize)
      let ratio = errorRatio(at: time, by: stepSize)
      guard ratio <= 1 else {
        if sizes.reject(ratio, at: time) { continue }
        return false
      }
      sizes.accept(ratio)
      stepper.accept(&point, by: stepSize, addingTo: &result.field)
      time = reachesEnd ? segment.end : time + stepSize
    }
    return true
  }

  /// Compares the state, where it is solved for backwards, with the one that it should have.
  ///
  /// Missing that by its whole norm counts as lost: tolerances and coarse steps stay below, a
  /// contraction soon is far above.
  private mutating func compare(with known: State) {
    guard stepper.trajectory == nil else { return }
    let miss = State.sum(point.first, plus: [known], times: [-1])
    let size = known.dotProduct(with: known)
    // A known zero says nothing about the size of an error.
    if size > 0, !(miss.dotProduct(with: miss) <= size) {
      isLost = true
    }
  }

  /// Takes in the gradients that arrive at a time or, on the way back, before it.
  private mutating func receive(through time: Double) {
    while let arrival = pending.first, span.direction * (arrival.time - time) >= 0 {
      pending.removeFirst()
      if stepper.trajectory == nil {
        if arrival.time != arrivals.all.first?.time { compare(with: arrival.state) }
        point.first = arrival.state
      }
      point.second.add(arrival.gradient, times: 1)
      stepper.forget()
      if wantsTimes && arrival.dependence != .fixed && !arrival.gradient.isShapelessZero {
        let velocity = stepper.field(arrival.state, at: arrival.time)
        arrival.dependence.pass(arrival.gradient.dotProduct(with: velocity), to: &result.span)
      }
    }
  }

  /// Gradients that are not numbers, for what could not be computed.
  private var nothing: SolveGradient<Field> {
    let pullback = valueWithPullback(at: stepper.field, start) { [time = span.start] field, state in
      field(state, at: time)
    }.pullback
    return SolveGradient(
      field: pullback(start.notANumber).0, state: start.notANumber,
      span: .init(start: .nan, end: .nan))
  }
}
