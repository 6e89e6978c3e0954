import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// `dy/dt = −y` before a time and `dy/dt = 5 y` from it on.
private struct Switched: VectorField {
  @noDerivative let time: Double

  func rate(at time: Double) -> Double { time < self.time ? -1 : 5 }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    state * withoutDerivative(at: rate(at: time))
  }
}

/// Records the times at which it is evaluated.
private final class Visits: @unchecked Sendable {
  var times: [Double] = []
}

/// `dy/dt = y cos t`, which notes when it is asked.
private struct Observed: VectorField {
  @noDerivative let visits: Visits

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    withoutDerivative(at: visits.times.append(time))
    return state * withoutDerivative(at: cos(time))
  }
}

@Suite("Step control")
struct StepControlTests {
  let start = samples([3], from: 0.5, to: 1.5)
  let field = SeasonalDecay(rate: samples([3], from: 1, to: 2, seed: 1))

  @Test(
    "Every controller keeps the tolerance, backwards in time, too",
    arguments: [
      StepController.integral, .proportionalIntegral, .proportionalIntegralDerivative,
    ], [1e-3, 1e-6, 1e-9])
  func controllers(_ controller: StepController, _ tolerance: Double) {
    let control = StepControl.adaptive(
      relativeTolerance: tolerance, absoluteTolerance: tolerance, controller: controller)
    for method in [Method.bogackiShampine3, .tsitouras5, .dormandPrince8]
    where method.order > 3 || tolerance > 1e-9 {
      let forth = solve(field, from: start, over: 0...3, with: Solver(method, control))
      let right = field.solution(from: start, at: 3)
      #expect(largestDifference(forth.end / right, .ones([3], scalarType: .float64)) < 100 * tolerance)
      let back = integrate(
        field, from: right, over: TimeSpan(from: 3, to: 0), with: Solver(method, control))
      #expect(largestDifference(back / start, .ones([3], scalarType: .float64)) < 100 * tolerance)
    }
  }

  @Test("Where stability limits the steps, a proportional part saves rejections")
  func stabilityLimit() {
    // A decay so fast that an explicit method's steps are bounded by stability at any tolerance.
    let decay = SourceDecay(rate: 1000)
    func rejected(_ controller: StepController) -> Int {
      let control = StepControl.adaptive(
        relativeTolerance: 1e-3, absoluteTolerance: 1e-3, controller: controller)
      return solve(
        decay, from: Tensor(shape: [1], elements: [1], scalarType: .float64), over: 0...1,
        with: Solver(.dormandPrince5, control)
      ).statistics.rejectedSteps
    }
    #expect(rejected(.proportionalIntegral) < rejected(.integral) / 2)
  }

  @Test(
    "Steps end at the times that they have to meet, exactly, whatever their order",
    arguments: [
      StepControl.adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4), .steps(7),
      .stepSize(0.3),
    ])
  func stops(_ control: StepControl) {
    let stops = [1.7, 0.1, 2.05, 1.7]
    let solution = solve(
      field, from: start, over: 0...2.2, saving: .everyStep,
      with: Solver(.tsitouras5, control.landing(on: stops + [-1, 5])))
    for stop in stops { #expect(solution.times.contains(stop)) }
    #expect(solution.times == solution.times.sorted() && solution.times.last == 2.2)
    let free = solve(field, from: start, over: 0...2.2, with: Solver(.tsitouras5, control))
    #expect(solution.statistics.steps <= free.statistics.steps + 3)
    #expect(largestDifference(solution.end, free.end) < 1e-3)
    let back = solve(
      field, from: start, over: TimeSpan(from: 2.2, to: 0), saving: .everyStep,
      with: Solver(.tsitouras5, control.landing(on: stops)))
    for stop in stops { #expect(back.times.contains(stop)) }
  }

  @Test("Jump times make a field that jumps as accurate and nearly as cheap as a smooth one")
  func jumps() {
    let switched = Switched(time: 1)
    let end = start * exp(-1.0 + 5 * 0.5)
    func solution(_ control: StepControl) -> Solution<Tensor> {
      solve(switched, from: start, over: 0...1.5, with: Solver(.dormandPrince5, control))
    }
    let control = StepControl.adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8)
    let (aware, unaware) = (solution(control.restarting(at: [1])), solution(control))
    #expect(largestDifference(aware.end, end) < 1e-6)
    #expect(aware.statistics.evaluations < unaware.statistics.evaluations * 3 / 4)
    #expect(aware.statistics.rejectedSteps < unaware.statistics.rejectedSteps)
    // In fixed steps, the order is lost without it and kept with it; the last velocity before the
    // jump must not be used behind it.
    for method in [Method.rk4, .dormandPrince5, .bogackiShampine3] {
      func error(_ steps: Int) -> Double {
        let fixed = Solver(method, StepControl.steps(steps).restarting(at: [1]))
        return largestDifference(integrate(switched, from: start, over: 0...1.5, with: fixed), end)
      }
      let order = log2(error(45) / error(90))
      #expect(abs(order - Double(method.order)) < 0.3, "\(method): \(order)")
    }
  }

  @Test("A field is never asked on the wrong side of a jump, nor at it")
  func jumpSides() {
    let visits = Visits()
    let solver = Solver(.dormandPrince5, StepControl.steps(4).restarting(at: [1, 2]))
    _ = solve(Observed(visits: visits), from: start, over: 0...3, with: solver)
    for jump in [1.0, 2] {
      let (before, behind) = (visits.times.filter { $0 < jump }, visits.times.filter { $0 > jump })
      #expect(!visits.times.contains(jump) && before.count + behind.count == visits.times.count)
      // A rounding error away from it on both sides: as close as can be told apart from it.
      #expect(jump - (before.max() ?? 0) < 1e-14 && (behind.min() ?? 3) - jump < 1e-14)
      // In the order of time, nothing before the jump is looked at again behind it.
      #expect(visits.times.prefix(before.count).allSatisfy { $0 < jump })
    }
  }

  @Test("Steps keep within their smallest and largest size, and begin with the given one")
  func bounds() {
    let control = StepControl.adaptive(
      relativeTolerance: 1e-2, absoluteTolerance: 1e-2, largestStep: 0.125, firstStep: 0.03125)
    let times = solve(
      field, from: start, over: 0...2, saving: .everyStep, with: Solver(.tsitouras5, control)
    ).times
    let sizes = zip(times.dropFirst(), times).map { $0 - $1 }
    #expect(sizes[0] == 0.03125 && sizes.max() == 0.125)
    // Too large a smallest step cannot meet the tolerance: the solve says so and keeps its result.
    let coarse = StepControl.adaptive(
      relativeTolerance: 1e-10, absoluteTolerance: 1e-10, smallestStep: 0.2)
    let failed = solve(field, from: start, over: 0...2, with: Solver(.tsitouras5, coarse))
    #expect(failed.outcome == .stepUnderflow && failed.endTime < 2 && failed.end.allFinite)
  }

  @Test("Before a solve gives up, it tries the smallest step")
  func smallestStep() {
    // A rejection for an infinite velocity divides a step by five.
    let control = StepControl.adaptive(
      relativeTolerance: 1e-3, absoluteTolerance: 1e-3, smallestStep: 0.0045, firstStep: 0.02)
    let solution = solve(
      Wall(), from: Tensor(1, scalarType: .float64), over: 0...1,
      with: Solver(.dormandPrince5, control))
    #expect(solution.outcome == .nonFinite && solution.endTime == 0.0045)
  }

  @Test("A jump within round-off of an end of the span takes nothing from the solution")
  func jumpsAtTheEnds() {
    let visits = Visits()
    let solver = Solver(
      .dormandPrince5,
      StepControl.adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6)
        .restarting(at: [Double(1).nextUp, Double(2).nextDown]))
    for saving in [Saving.times([1, 1.5, 2]), .everyStep] {
      let solution = solve(
        Observed(visits: visits), from: start, over: 1...2, saving: saving, with: solver)
      #expect(solution.outcome == .reachedEnd && solution.times.last == 2)
      #expect(solution.states.last == solution.end && solution.states.first == start)
    }
    let trajectory = solve(
      Observed(visits: visits), from: start, over: 1...2, saving: .trajectory, with: solver
    ).trajectory
    #expect(trajectory.span == TimeSpan(from: 1, to: 2))
  }

  @Test("A controller whose coefficients were replaced is checked")
  func replacedController() async {
    for coefficient in [-1.0, 0] {
      await #expect(processExitsWith: .failure) { [coefficient = coefficient as Double] in
        var controller = StepController.integral
        controller.integral = coefficient
        _ = Solver(
          .dormandPrince5,
          .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3, controller: controller))
      }
    }
    await #expect(processExitsWith: .failure) {
      _ = StepController(proportional: .nan, integral: 1, derivative: 0)
    }
  }

  @Test(
    "A norm of blocks that a state does not have is refused, and one of none",
    arguments: [[], [1], [0, 1]])
  func missingBlocks(_ blocks: [Int]) async {
    await #expect(processExitsWith: .failure) { [blocks = blocks as [Int]] in
      let control = StepControl.adaptive(
        relativeTolerance: 1e-3, absoluteTolerance: 1e-3, norm: .part(Set(blocks)))
      _ = solve(BlowUp(), from: Tensor(1), over: 0...0.5, with: Solver(.dormandPrince5, control))
    }
  }

  @Test("A block that does not count may not leave the numbers either")
  func uncountedBlock() {
    let control = StepControl.adaptive(
      relativeTolerance: 1e-3, absoluteTolerance: 1e-3, norm: .part([0]))
    let one = Tensor(1, scalarType: .float64)
    let solution = solve(
      DriftAndBlowUp(), from: Pair(one, one), over: 0...1000, with: Solver(.dormandPrince5, control))
    #expect(solution.outcome == .nonFinite && solution.end.second.allFinite)
  }

  @Test("A hundred thousand steps of a tenth are each where they should be, also in float32")
  func drift() {
    let visits = Visits()
    let solution = solve(
      Observed(visits: visits), from: Tensor(shape: [1], elements: [0], scalarType: .float32),
      over: 0...10_000, with: Solver(.euler, .stepSize(0.1), stepLimit: 1_000_000))
    #expect(solution.statistics.steps == 100_000 && solution.endTime == 10_000)
    // A state in float32 does not make times float32: each is within round-off of its place.
    for (index, time) in visits.times.enumerated() where index % 997 == 0 {
      #expect(abs(time - Double(index) / 10) <= 2 * time.ulp)
    }
  }

  @Test("An error norm counts all of a state, its largest block, or a part of it")
  func norms() {
    let pair = Pair(start, Tensor(shape: [1], elements: [1], scalarType: .float64))
    func steps(_ norm: ErrorNorm) -> Int {
      let control = StepControl.adaptive(
        relativeTolerance: 1e-6, absoluteTolerance: 1e-6, norm: norm)
      let solution = solve(
        SlowAndFast(), from: pair, over: 0...5, with: Solver(.dormandPrince5, control))
      #expect(solution.outcome == .reachedEnd)
      return solution.statistics.steps
    }
    // The second block moves a hundred times faster than the first.
    #expect(steps(.part([0])) < steps(.part([1])) / 5)
    #expect(abs(steps(.blocks) - steps(.part([1]))) <= steps(.blocks) / 50)
    #expect(steps(.all) < steps(.blocks) && steps(.all) > steps(.part([0])))
    let turned = solve(
      FastAndSlow(), from: Pair(pair.second, pair.first), over: 0...5,
      with: Solver(
        .dormandPrince5,
        .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6, norm: .blocks)))
    #expect(turned.statistics.steps == steps(.blocks))
  }
}

/// `dy/dt = −rate · (y − cos t)`.
private struct SourceDecay: VectorField {
  @noDerivative let rate: Double

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    (state - withoutDerivative(at: cos(time))) * withoutDerivative(at: -rate)
  }
}

/// A slow oscillation beside one that is a hundred times faster.
private struct SlowAndFast: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(
      state.first * withoutDerivative(at: cos(time)),
      state.second * withoutDerivative(at: 10 * cos(100 * time)))
  }
}

/// The same in the other order.
private struct FastAndSlow: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    let velocity = SlowAndFast()(Pair(state.second, state.first), at: time)
    return Pair(velocity.second, velocity.first)
  }
}

/// A first state that moves at unit speed beside a second one that soon is infinite.
private struct DriftAndBlowUp: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(state.first * 0 + 1, square(state.second))
  }
}
