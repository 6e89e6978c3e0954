import Tensors

/// The adjoint of a solution, from the last gradient that arrives at it back to its start.
struct AdjointSweep<Field: VectorField> {
  typealias State = Field.State

  private let start: State
  private let span: TimeSpan
  private let wantsTimes: Bool
  private let solver: Solver
  private let control: StepControl
  private let itinerary: Itinerary
  private let forwardItinerary: Itinerary
  private let arrivals: AdjointArrivals<State>
  private let size: Double

  private var stepper: AdjointStepper<Field>
  private var point = AdjointStepper<Field>.Point.zero
  private var pending: ArraySlice<AdjointArrivals<State>.Arrival>
  private var triedSteps = 0
  private var result = SolveGradient<Field>(state: .zero)

  /// Creates a sweep.
  ///
  /// - Parameters:
  ///   - control: How the sweep chooses its steps; without it as the solver does.
  ///   - forwardItinerary: The way of the solve.
  init(
    _ stepper: AdjointStepper<Field>, from start: State, over span: TimeSpan, with solver: Solver,
    control: StepControl?, _ forwardItinerary: Itinerary, _ arrivals: AdjointArrivals<State>,
    wantsTimes: Bool
  ) {
    self.stepper = stepper
    self.start = start
    self.span = span
    self.wantsTimes = wantsTimes
    self.solver = solver
    self.forwardItinerary = forwardItinerary
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
    if wantsTimes { book(arrivals.endTimeGradient, at: arrivals.endTime) }
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
    receive(through: span.start)
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
      let (stepSize, reachesEnd) = sizes.next(from: time, to: segment.end)
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

  /// Takes in the gradients that arrive at a time or, on the way back, before it.
  private mutating func receive(through time: Double) {
    while let arrival = pending.first, span.direction * (arrival.time - time) >= 0 {
      pending.removeFirst()
      if stepper.trajectory == nil { point.first = arrival.state }
      point.second.add(arrival.gradient, times: 1)
      stepper.forget()
      if wantsTimes && arrival.moves && !arrival.gradient.isShapelessZero {
        let velocity = stepper.field(arrival.state, at: arrival.time)
        book(arrival.gradient.dotProduct(with: velocity), at: arrival.time)
      }
    }
  }

  /// Passes the gradient of a time that moves with the ends of the span on to these.
  private mutating func book(_ gradient: Double, at time: Double) {
    let segments = forwardItinerary.segments
    if let index = segments.lastIndex(where: { span.direction * (time - $0.start) >= 0 }) {
      SegmentTimes(forwardItinerary, over: span)
        .add(gradient, 0, at: time, by: 0, segment: index, to: &result.span)
    } else {
      result.span.end += gradient
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

extension AdjointSweep {
  /// The tolerances of the adjoint: an equation that is linear in it knows no unit of its own.
  private func adjointSteps(_ steps: AdaptiveSteps) -> AdaptiveSteps {
    var steps = steps
    steps.absoluteTolerance *= size
    return steps
  }

  /// The error of the attempted step against the tolerances, the larger one of state and adjoint.
  private mutating func errorRatio(at time: Double, by stepSize: Double) -> Double {
    guard let steps = control.adaptiveSteps else { return stepper.next.allFinite ? 0 : .nan }
    let error = stepper.error(from: point, at: time, by: stepSize)
    let next = stepper.next
    let state = steps.norm.ratio(error.first, from: point.first, to: next.first, steps)
    let adjoint = steps.norm.ratio(
      error.second, from: point.second, to: next.second, adjointSteps(steps))
    return state.isNaN || adjoint.isNaN ? .nan : max(state, adjoint)
  }

  /// The chooser of the steps, or `nil` where there is no finite velocity to start with.
  private mutating func stepSizes(from time: Double) -> StepSizes? {
    let span = TimeSpan(from: time, to: span.start)
    let errorOrder = solver.method.errorOrder ?? solver.method.order
    var firstSize = 0.0
    if let steps = control.adaptiveSteps {
      if let given = steps.firstStep {
        firstSize = given
      } else {
        let velocity = stepper.velocity(of: point, at: time)
        guard velocity.allFinite else { return nil }
        firstSize = adjointSteps(steps).startingStep(
          from: point.second, velocity: velocity.second, over: span, errorOrder: errorOrder
        ) { adjoint, _ in stepper.adjointVelocity(of: adjoint) }
        if stepper.trajectory == nil {
          let ofState = steps.startingStep(
            from: point.first, velocity: velocity.first, over: span, errorOrder: errorOrder
          ) { state, time in stepper.field(state, at: time) }
          firstSize = min(firstSize, ofState)
        }
      }
    }
    return StepSizes(control.rule, over: span, errorOrder: errorOrder, firstSize: firstSize)
  }
}
