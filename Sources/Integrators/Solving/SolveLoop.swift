import Tensors

/// The loop of a solve: it chooses steps, tries them, and keeps what was asked for.
struct SolveLoop<S: Stepper> {
  typealias State = S.State

  private(set) var stepper: S
  let field: S.Field
  let solver: Solver
  let span: TimeSpan
  private(set) var tape: Tape<S>

  private var event: EventWatch<State>?
  private var recorder: StateRecorder<State>
  private var statistics = Statistics()

  init(
    _ stepper: S, along field: S.Field, over span: TimeSpan, saving: Saving, with solver: Solver,
    until event: EventWatch<State>?, keeping: Tape<S>.Keeping
  ) {
    self.stepper = stepper
    self.field = field
    self.solver = solver
    self.span = span
    tape = Tape(keeping: keeping)
    self.event = event
    recorder = StateRecorder(saving, over: span)
    let savesInside = if case .times = saving { true } else { recorder.savesTrajectory }
    self.stepper.makesInterpolants = savesInside || tape.keepsTrajectory || event != nil
  }

  /// Solves from `start`.
  mutating func run(from start: State) -> Solution<State> {
    let startCount = recorder.begin(from: start, at: span.start)
    tape.origins += [Tape.Origin](repeating: .start, count: startCount)
    var carry = stepper.begin(from: start, at: span.start)
    defer { tape.end(at: carry) }
    tape.beginLeg(from: start, at: span.start, after: nil)
    guard start.allFinite else { return solution(start, span.start, .nonFinite) }
    guard span.length != 0 else { return solution(start, span.end, .reachedEnd) }
    guard var sizes = stepSizes(from: carry, start) else {
      return solution(start, span.start, .nonFinite)
    }
    for (index, segment) in Itinerary(over: span, solver.stepControl).segments.enumerated() {
      if segment.beginsLeg && index > 0 {
        let state = stepper.state(of: carry)
        tape.beginLeg(from: state, at: segment.start, after: carry)
        carry = stepper.begin(from: state, at: segment.start)
      }
      if let stopped = travel(segment, &carry, &sizes) { return stopped }
    }
    return solution(stepper.state(of: carry), span.end, .reachedEnd)
  }

  /// Steps through a segment, and returns the solution where it does not come to its end.
  private mutating func travel(
    _ segment: Itinerary.Segment, _ carry: inout S.Carry, _ sizes: inout StepSizes
  ) -> Solution<State>? {
    var time = segment.start
    while time != segment.end {
      guard statistics.steps + statistics.rejectedSteps < solver.stepLimit else {
        return solution(stepper.state(of: carry), time, .stepLimit)
      }
      guard let (stepSize, reachesEnd) = sizes.next(from: time, to: segment.end) else {
        return solution(stepper.state(of: carry), time, .stepUnderflow)
      }
      let isSolved = stepper.attempt(from: carry, at: time, by: stepSize)
      let ratio = isSolved ? errorRatio(from: carry, at: time, by: stepSize) : .infinity
      guard ratio <= 1 else {
        statistics.rejectedSteps += 1
        if sizes.reject(ratio, at: time) { continue }
        let outcome: Outcome =
          !isSolved ? .unsolvedStep : ratio.isFinite ? .stepUnderflow : .nonFinite
        return solution(stepper.state(of: carry), time, outcome)
      }
      sizes.accept(ratio)
      let end = reachesEnd ? segment.end : time + stepSize
      let dependence =
        reachesEnd ? segment.endDependence : sizes.dependence(of: end, in: segment)
      if let fraction = crossing(from: carry, at: time, by: stepSize, to: end) {
        guard !fraction.isNaN else { return solution(stepper.state(of: carry), time, .nonFinite) }
        return stop(at: fraction, from: carry, at: time, by: stepSize, to: end, dependence)
      }
      tape.endDependence = dependence
      if recorder.isOn || tape.isOn {
        let interpolant = save(from: carry, at: time, by: stepSize, to: end, dependence)
        tape.append(stepper, from: carry, at: time, by: stepSize, dependence, interpolant)
      }
      stepper.accept(&carry)
      statistics.steps += 1
      time = end
    }
    return nil
  }

  /// The chooser of the steps, or `nil` where the field has no finite velocity to start with.
  private mutating func stepSizes(from carry: S.Carry, _ start: State) -> StepSizes? {
    var firstSize = 0.0
    let errorOrder = solver.method.errorOrder ?? solver.method.order
    if let steps = solver.stepControl.adaptiveSteps {
      if let given = steps.firstStep {
        firstSize = given
      } else {
        let velocity = stepper.velocity(of: carry, at: span.start)
        guard velocity.allFinite else { return nil }
        firstSize = steps.startingStep(
          from: start, velocity: velocity, over: span, errorOrder: errorOrder
        ) { field($0, at: $1) }
        stepper.evaluations += 1
      }
    }
    return StepSizes(
      solver.stepControl.rule, over: span, errorOrder: errorOrder, firstSize: firstSize)
  }

  /// The error of the attempted step against the tolerances: more than 1, or not a number, where it
  /// has to be rejected.
  private mutating func errorRatio(
    from carry: S.Carry, at time: Double, by stepSize: Double
  ) -> Double {
    let next = stepper.state(of: stepper.next)
    guard let steps = solver.stepControl.adaptiveSteps else { return next.allFinite ? 0 : .nan }
    let error = stepper.error(from: carry, at: time, by: stepSize)
    return steps.norm.ratio(error, from: stepper.state(of: carry), to: next, steps)
  }

  private mutating func crossing(
    from carry: S.Carry, at time: Double, by stepSize: Double, to end: Double
  ) -> Double? {
    guard event != nil else { return nil }
    let next = stepper.state(of: stepper.next)
    return event?.crossing(to: next, at: end) {
      stepper.interpolant(from: carry, at: time, by: stepSize)
    }
  }

  /// Keeps the states that are to be saved of the attempted step, and returns its interpolant where
  /// they needed it.
  private mutating func save(
    from carry: S.Carry, at time: Double, by stepSize: Double, to end: Double,
    _ dependence: TimeDependence
  ) -> Interpolant<State>? {
    var interpolant: Interpolant<State>?
    if recorder.savesTrajectory || tape.keepsTrajectory
      || recorder.hasTime(before: end, inclusive: tape.needsInterpolants && end != span.end)
    {
      let made = stepper.interpolant(from: carry, at: time, by: stepSize)
      saveInside(of: made, to: end, inclusive: false)
      interpolant = made
    }
    let next = stepper.state(of: stepper.next)
    for isGiven in recorder.saveEnd(next, at: end) {
      let isFixed = isGiven && end != span.end
      tape.origins.append(
        isFixed ? .inside(step: tape.stepCount, time: end) : .stepEnd(tape.stepCount, dependence))
    }
    return interpolant
  }

  private mutating func saveInside(of interpolant: Interpolant<State>, to end: Double, inclusive: Bool) {
    let times = recorder.saveInside(of: interpolant, before: end, inclusive: inclusive)
    tape.origins += times.map { .inside(step: tape.stepCount, time: $0) }
    if recorder.savesTrajectory { recorder.append(interpolant, to: end) }
  }

  /// Ends the solve inside the attempted step, at an event.
  private mutating func stop(
    at fraction: Double, from carry: S.Carry, at time: Double, by stepSize: Double,
    to stepEnd: Double, _ endDependence: TimeDependence
  ) -> Solution<State> {
    let inside = time + fraction * stepSize
    // Round-off must not put the event behind the step, or an event at its end before that.
    let instant = fraction < 1 && span.direction * (stepEnd - inside) > 0 ? inside : stepEnd
    let interpolant = stepper.interpolant(from: carry, at: time, by: stepSize)
    let end = interpolant(fraction)
    saveInside(of: interpolant, to: instant, inclusive: true)
    tape.origins += recorder.saveEnd(end, at: instant).map { _ in .end }
    tape.endDependence = endDependence
    tape.append(stepper, from: carry, at: time, by: stepSize, endDependence, interpolant)
    statistics.steps += 1
    return solution(
      end, instant, .event,
      EventPoint(
        fraction: fraction, stepSize: stepSize, slope: interpolant.slope(at: fraction)))
  }

  private mutating func solution(
    _ end: State, _ time: Double, _ outcome: Outcome, _ eventPoint: EventPoint<State>? = nil
  ) -> Solution<State> {
    statistics.evaluations = stepper.evaluations
    statistics.degree = stepper.degree
    return Solution(
      end: end, endTime: time, states: recorder.states, trajectory: recorder.trajectory,
      times: recorder.times, outcome: outcome, statistics: statistics, eventPoint: eventPoint)
  }
}
