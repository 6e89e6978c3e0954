import Integrators
import Tensors
import Testing
import _TestSupport

/// The first element of the state reaches a level.
private struct Level: EventFunction {
  var level: Tensor
  @noDerivative let direction: EventDirection

  @differentiable(reverse)
  init(_ level: Tensor, _ direction: EventDirection = .falling) {
    self.level = level
    self.direction = direction
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Double {
    let sizes = withoutDerivative(at: [1, state.elementCount - 1])
    return (state.split(alongAxis: 0, sizes: sizes)[0] - level).sum().scalar
  }
}

/// A time is reached.
private struct Alarm: EventFunction {
  @noDerivative let time: Double

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Double { time - self.time }
}

/// A number that is positive, and none behind a time.
private struct Lost: EventFunction {
  @noDerivative let time: Double

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Double {
    time - time + withoutDerivative(at: time > self.time ? .nan : 1)
  }
}

/// The velocity turns round and loses a share.
private struct Bounce: JumpMap {
  var restitution: Tensor

  @differentiable(reverse)
  init(restitution: Tensor) { self.restitution = restitution }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    return concatenated([parts[0], -restitution * parts[1]], alongAxis: 0)
  }
}

private func vector(_ elements: Double...) -> Tensor {
  Tensor(shape: [elements.count], elements: elements, scalarType: .float64)
}

@Suite("Events")
struct EventTests {
  static let solvers = [
    Solver(.tsitouras5, .adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8)),
    Solver(.rk4, .steps(40)),
    Solver(.dormandPrince8, .steps(7), gradient: .direct),
    Solver(.dormandPrince5, .stepSize(0.11), gradient: .recursive(budget: 2)),
    Solver(.verner6, .steps(9), gradient: .backsolve()),
    Solver(.dormandPrince5, .steps(9), gradient: .interpolated(.steps(5))),
  ]

  private let field = FallingBody(gravity: vector(9.81))
  let start = vector(10, 1.5)

  /// The time at which the body is at a level: the root of `h + v t − g t²/2 = level`.
  private func impact(_ height: Double, _ velocity: Double, level: Double = 0) -> Double {
    (velocity + (velocity * velocity + 2 * 9.81 * (height - level)).squareRoot()) / 9.81
  }

  @Test("A falling body meets the ground at the time of the closed form", arguments: solvers)
  func groundContact(_ solver: Solver) {
    let solution = solve(
      field, from: start, over: TimeSpan(from: 0, to: 5), until: Level(vector(0)), with: solver)
    #expect(solution.outcome == .event)
    #expect(abs(solution.endTime - impact(10, 1.5)) < 1e-12)
    #expect(largestDifference(solution.end, vector(0, 1.5 - 9.81 * impact(10, 1.5))) < 1e-11)
    #expect(integrate(field, from: start, over: 0...1, with: solver).allFinite)
  }

  @Test(
    "State and time of an event have the exact gradient in start, field, event and span",
    arguments: solvers)
  func gradients(_ solver: Solver) {
    let inputs = vector(10, 1.5, 9.81, 0.4, 0.2)
    let (value, pullback) = valueWithPullback(at: inputs) { eventOutputs($0, solver) }
    let upstream = weights(like: value)
    let analytic = pullback(upstream).elements
    for index in 0..<5 {
      func moved(_ by: Double) -> Double {
        var elements = inputs.elements
        elements[index] += by
        let point = Tensor(shape: [5], elements: elements, scalarType: .float64)
        return eventOutputs(point, solver).dotProduct(with: upstream)
      }
      let quotient = (moved(1e-5) - moved(-1e-5)) / 2e-5
      #expect(abs(analytic[index] - quotient) < 2e-7, "input \(index)")
    }
  }

  @Test(
    "Where steps are coarse, gradients are those of the discrete solution's event",
    arguments: [Method.euler, .midpoint, .rk4, .dormandPrince5],
    [GradientMethod.checkpointed, .direct])
  func coarseSteps(_ method: Method, _ gradient: GradientMethod) {
    let inputs = vector(0.3, 0.4, 1.2, 1.7, 0.9, 0.1, 2.1)
    for control in [StepControl.steps(4), .stepSize(0.3).landing(on: [0.6])] {
      let solver = Solver(method, control, gradient: gradient)
      for saving in [Saving.times([0.33, 0.57]), .everyStep] {
        let error = gradientError(at: inputs) { coarseOutputs($0, saving, solver) }
        #expect(error < 1e-7, "\(control.rule), \(saving)")
      }
    }
  }

  @Test("A bouncing ball follows its closed form over many bounces, with gradients")
  func bouncing() {
    let solver = Solver(.tsitouras5, .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9))
    let solution = bouncedSolution(vector(10, 0, 9.81, 0.8), solver)
    // Flights of 2 v/g, where v falls by the restitution at each bounce.
    var time = impact(10, 0)
    var velocity = 9.81 * time
    var expected: [Double] = []
    while time < 8 {
      expected.append(time)
      velocity *= 0.8
      time += 2 * velocity / 9.81
    }
    #expect(solution.outcome == .reachedEnd)
    #expect(solution.eventTimes.count == expected.count && expected.count > 3)
    for (found, right) in zip(solution.eventTimes, expected) { #expect(abs(found - right) < 1e-9) }
    let error = gradientError(at: vector(10, 0, 9.81, 0.8)) { bounced($0, solver) }
    #expect(error < 1e-6)
  }

  @Test("A ball that comes to rest ends at the event limit, with all its bounces kept")
  func comingToRest() {
    let solver = Solver(.tsitouras5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6))
    let solution = solve(
      field, from: vector(1, 0), over: TimeSpan(from: 0, to: 100), jumpingAt: Level(vector(0)),
      by: Bounce(restitution: vector(0.5)), eventLimit: 20, with: solver)
    #expect(solution.outcome == .eventLimit && solution.eventTimes.count == 21)
    // The bounces gather at three times the first fall.
    #expect(solution.endTime < 3 * impact(1, 0))
  }

  @Test("An event at the end of the span is there, not a rounding error behind it")
  func atTheEnd() {
    for index in 1...200 {
      let end = 0.07 + 0.1 * Double(index)
      let span = index % 2 == 0 ? TimeSpan(from: -0.31, to: end) : TimeSpan(from: 0.33, to: -end)
      let control: StepControl = index % 3 == 0 ? .steps(7) : .stepSize(0.37)
      let solution = solve(
        field, from: start, over: span, until: Alarm(time: span.end),
        saving: .times([span.end]), with: Solver(.rk4, control))
      #expect(solution.outcome == .event && solution.endTime == span.end)
      #expect(solution.times == [span.end] && solution.states == [solution.end])
    }
  }

  @Test("An event function that is not a number ends the solve, which keeps its result")
  func notANumber() {
    let solver = Solver(.rk4, .steps(20))
    for time in [0, 0.5] {
      let solution = solve(
        field, from: start, over: TimeSpan(from: 0, to: 2), until: Lost(time: time), with: solver)
      #expect(solution.outcome == .nonFinite && solution.end.allFinite)
      #expect(solution.endTime <= time && solution.endTime > time - 0.11)
    }
  }

  @Test("Only the asked-for change of sign counts, and none at the very start")
  func directions() {
    let solver = Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8))
    func time(_ level: Double, _ direction: EventDirection, from height: Double) -> Double? {
      let solution = solve(
        field, from: vector(height, 8), over: TimeSpan(from: 0, to: 3),
        until: Level(vector(level), direction), with: solver)
      return solution.outcome == .event ? solution.endTime : nil
    }
    let top = 8.0 * 8 / (2 * 9.81)
    let up = (8 - (64 - 2 * 9.81 * (top - 1)).squareRoot()) / 9.81
    #expect(abs((time(top - 1, .rising, from: 0) ?? 0) - up) < 1e-9)
    #expect(abs((time(top - 1, .either, from: 0) ?? 0) - up) < 1e-9)
    #expect(abs((time(top - 1, .falling, from: 0) ?? 0) - (2 * 8 / 9.81 - up)) < 1e-9)
    #expect(abs((time(0, .either, from: 0) ?? 0) - 2 * 8 / 9.81) < 1e-9)
    #expect(time(top + 1, .either, from: 0) == nil)
  }

  @Test("Backwards in time an event is found, too")
  func backwards() {
    let solver = Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8))
    let solution = solve(
      field, from: vector(10, -12), over: TimeSpan(from: 2, to: -3),
      until: Level(vector(2), .either), with: solver)
    // Upwards seen backwards: the root of 10 − 12 s − g s²/2 = 2 with s = t − 2 < 0.
    let shift = (-12 - (144 + 2 * 9.81 * 8.0).squareRoot()) / 9.81
    #expect(solution.outcome == .event && abs(solution.endTime - (2 + shift)) < 1e-9)
  }

  @Test("A crossing inside a rejected step does not count")
  func rejectedStep() {
    // The first step is so long that it ends beyond the level, but is rejected for its error; the
    // solution itself stays below.
    let control = StepControl.adaptive(
      relativeTolerance: 1e-6, absoluteTolerance: 1e-6, firstStep: 2)
    let oscillator = SeasonalDecay(rate: vector(-3))
    let solution = solve(
      oscillator, from: vector(1), over: TimeSpan(from: 0, to: 3),
      until: Level(vector(25), .rising), with: Solver(.dormandPrince5, control))
    // The largest value is e³ ≈ 20.1.
    #expect(solution.outcome == .reachedEnd && solution.statistics.rejectedSteps > 0)
  }

  @Test("Saved states end with the event", arguments: [Saving.everyStep, .times([0, 0.5, 1, 1.5, 2])])
  func savedStates(_ saving: Saving) {
    let solution = solve(
      field, from: start, over: TimeSpan(from: 0, to: 5), until: Level(vector(0)), saving: saving,
      with: Solver(.rk4, .stepSize(0.4)))
    for (state, time) in zip(solution.states, solution.times) {
      #expect(
        largestDifference(state, vector(10 + 1.5 * time - 9.81 / 2 * time * time, 1.5 - 9.81 * time)) < 1e-12)
    }
    switch saving {
    case .everyStep: #expect(solution.times.last == solution.endTime && solution.times.count == 5)
    default: #expect(solution.times == [0, 0.5, 1, 1.5])
    }
  }
}

/// End state and end time of a fall from `[height, velocity, gravity, level, start time]`.
@differentiable(reverse)
private func eventOutputs(_ inputs: Tensor, _ solver: Solver) -> Tensor {
  let parts = inputs.split(alongAxis: 0, sizes: [2, 1, 1, 1])
  let solution = solve(
    FallingBody(gravity: parts[1]), from: parts[0], over: TimeSpan(from: parts[3].scalar, to: 4),
    until: Level(parts[2]), with: solver)
  return concatenated([solution.end, parts[2] * solution.endTime], alongAxis: 0)
}

/// End time, end state and saved states of a growth from `[states, rates, level, start and end time]`.
@differentiable(reverse)
private func coarseOutputs(_ inputs: Tensor, _ saving: Saving, _ solver: Solver) -> Tensor {
  let parts = inputs.split(alongAxis: 0, sizes: [2, 2, 1, 1, 1])
  let span = TimeSpan(from: parts[3].scalar, to: parts[4].scalar)
  let solution = solve(
    ForcedLogistic(rate: parts[1]), from: parts[0], over: span, until: Level(parts[2], .rising),
    saving: saving, with: solver)
  let end = concatenated([solution.end, parts[2] * solution.endTime], alongAxis: 0)
  return concatenated([end, concatenated(solution.states, alongAxis: 0)], alongAxis: 0)
}

/// The solution of a bouncing ball from `[height, velocity, gravity, restitution]`.
@differentiable(reverse)
private func bouncedSolution(_ inputs: Tensor, _ solver: Solver) -> HybridSolution<Tensor> {
  let parts = inputs.split(alongAxis: 0, sizes: [2, 1, 1])
  return solve(
    FallingBody(gravity: parts[1]), from: parts[0], over: TimeSpan(from: 0, to: 8),
    jumpingAt: Level(vector(0)), by: Bounce(restitution: parts[2]), saving: .times([1, 3, 6]),
    with: solver)
}

/// End state and saved states of a bouncing ball.
@differentiable(reverse)
private func bounced(_ inputs: Tensor, _ solver: Solver) -> Tensor {
  let solution = bouncedSolution(inputs, solver)
  return concatenated(
    [solution.end, solution.states[0], solution.states[1], solution.states[2]], alongAxis: 0)
}
