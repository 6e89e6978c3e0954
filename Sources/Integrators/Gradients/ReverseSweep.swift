import Tensors

/// The reverse pass over the steps of a solve, from the last to the first.
///
/// It is given the carry before each step, wherever that comes from, and adds up what the steps pass
/// back.
struct ReverseSweep<S: Stepper> {
  typealias State = S.State

  private(set) var stepper: S
  private let tape: Tape<S>
  private let upstreams: StepUpstreams<State>
  private let wantsTimes: Bool

  private(set) var result: SolveGradient<S.Field>
  private var carry: S.Carry
  private var leg: Int

  init(
    _ stepper: S, over tape: Tape<S>, _ upstreams: StepUpstreams<State>, wantsTimes: Bool
  ) {
    self.stepper = stepper
    self.stepper.recording = wantsTimes ? .statesAndTimes : .states
    self.tape = tape
    self.upstreams = upstreams
    self.wantsTimes = wantsTimes
    carry = upstreams.event == nil ? stepper.carryGradient(ofState: upstreams.end) : .zero
    // The solve may have failed at the first step of its last leg.
    leg = tape.legs.lastIndex { $0.firstStep < tape.stepCount } ?? -1
    result = SolveGradient(state: .zero)
    if tape.stepCount == 0 {
      result.state = upstreams.end
      result.state.add(upstreams.start, times: 1)
      result.span.start = upstreams.endTime
    }
  }

  /// Replays the step of an index from the carry before it, and passes the gradient through it.
  mutating func replay(_ index: Int, from before: S.Carry) {
    let step = tape.steps[index]
    let needsInterpolant = needsInterpolant(index)
    stepper.forget()
    stepper.makesInterpolants = needsInterpolant
    _ = stepper.attempt(from: before, at: step.time, by: step.stepSize)
    let interpolant =
      needsInterpolant
      ? stepper.interpolant(from: before, at: step.time, by: step.stepSize) : nil
    pass(
      index, interpolant,
      through: stepper.recordedPullback(from: before, at: step.time, by: step.stepSize))
  }

  /// Passes the gradient through the step of an index.
  mutating func pass(
    _ index: Int, _ interpolant: Interpolant<State>?,
    through pullback: StepPullback<S.Field, S.Carry>
  ) {
    let step = tape.steps[index]
    if let gradient = upstreams.stepEnds[index] {
      carry.add(stepper.carryGradient(ofState: gradient), times: 1)
    }
    var (time, stepSize) = (0.0, 0.0)
    var inner: InterpolantGradient<State>?
    for part in upstreams.inside[index] ?? [] {
      guard let interpolant, !isStepEnd(part.time, index) || wantsTimes else {
        carry.add(stepper.carryGradient(ofState: part.gradient), times: 1)
        continue
      }
      let fraction = interpolant.fraction(of: part.time)
      inner.add(interpolant.pullback(part.gradient, at: fraction))
      // The time stays where it is while the step moves and stretches around it.
      let slope = part.gradient.dotProduct(with: interpolant.slope(at: fraction)) / step.stepSize
      time -= slope
      stepSize -= slope * fraction
    }
    if index == tape.stepCount - 1 {
      let fraction = upstreams.event?.fraction ?? 1
      time += upstreams.endTime
      stepSize += upstreams.endTime * fraction
      if upstreams.event != nil, let interpolant {
        inner.add(interpolant.pullback(upstreams.end, at: fraction))
      }
    }
    if carry.isShapelessZero && inner == nil {
      finish(index, time, stepSize)
      return
    }
    let gradient = pullback(carry, inner)
    result.field += gradient.field
    carry = gradient.carry
    finish(index, time + gradient.time, stepSize + gradient.stepSize)
  }

  /// Whether the gradient of a step needs its interpolant.
  private func needsInterpolant(_ index: Int) -> Bool {
    if upstreams.event != nil && index == tape.stepCount - 1 { return true }
    return (upstreams.inside[index] ?? []).contains { wantsTimes || !isStepEnd($0.time, index) }
  }

  private func isStepEnd(_ time: Double, _ index: Int) -> Bool {
    let step = tape.steps[index]
    return time == step.time + step.stepSize
  }

  /// Books the gradients of a step's time and size, and leaves the leg where it was the first step.
  private mutating func finish(_ index: Int, _ time: Double, _ stepSize: Double) {
    // The step lies between its time, which is the end of the one before, and its own end.
    let start = index == 0 ? TimeDependence.onStart : tape.steps[index - 1].endDependence
    start.pass(time - stepSize, to: &result.span)
    tape.steps[index].endDependence.pass(stepSize, to: &result.span)
    guard leg >= 0, tape.legs[leg].firstStep == index else { return }
    let origin = tape.legs[leg]
    leg -= 1
    if !carry.isShapelessZero {
      let gradient = stepper.beginPullback(carry, from: origin.state, at: origin.time)
      result.field += gradient.field
      start.pass(gradient.time, to: &result.span)
      carry = stepper.carryGradient(ofState: gradient.carry)
      if index == 0 { result.state = gradient.carry }
    }
    if index == 0 { result.state.add(upstreams.start, times: 1) }
  }
}

/// What a solve passes back.
struct SolveGradient<Field: VectorField> {
  var field = Field.TangentVector.zero
  var state: Field.State
  var span = TimeSpan.TangentVector.zero
}

extension Optional {
  /// Adds an interpolant's gradient to the one that is there, if any.
  mutating func add<State>(_ other: InterpolantGradient<State>)
  where Wrapped == InterpolantGradient<State> {
    if self == nil { self = other } else { self? += other }
  }
}
