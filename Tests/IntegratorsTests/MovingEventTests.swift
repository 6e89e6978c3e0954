import Integrators
import Tensors
import Testing
import _TestSupport

/// The body meets a floor that rises at a constant speed from height zero at time zero.
private struct RisingFloor: EventFunction {
  var speed: Tensor

  var direction: EventDirection { .falling }

  @differentiable(reverse)
  init(speed: Tensor) { self.speed = speed }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Double {
    let height = state.split(alongAxis: 0, sizes: [1, 1])[0]
    return (height - speed * time).sum().scalar
  }
}

/// The velocity turns round and loses a share that grows with time.
private struct TiringBounce: JumpMap {
  var restitution: Tensor

  @differentiable(reverse)
  init(restitution: Tensor) { self.restitution = restitution }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    return concatenated([parts[0], restitution * parts[1] * (0.1 * time - 1)], alongAxis: 0)
  }
}

@Suite("Events that depend on time")
struct MovingEventTests {
  /// Height, velocity, gravity, the floor's speed, restitution, and both ends of the span.
  let inputs = Tensor(
    shape: [7], elements: [10, 1.5, 9.81, 0.7, 0.9, 0.2, 4.2], scalarType: .float64)

  @Test("A moving floor is met when the closed form says so", arguments: EventTests.solvers)
  func contact(_ solver: Solver) {
    let solution = solve(
      FallingBody(gravity: vector(9.81)), from: vector(10, 1.5), over: TimeSpan(from: 0, to: 5),
      until: RisingFloor(speed: vector(0.7)), with: solver)
    // The root of 10 + 1.5 t − 9.81 t²/2 = 0.7 t.
    let time = (0.8 + (0.8 * 0.8 + 2 * 9.81 * 10).squareRoot()) / 9.81
    #expect(solution.outcome == .event && abs(solution.endTime - time) < 1e-12)
  }

  @Test(
    "Time and state there have the exact gradient, in the floor's speed too",
    arguments: EventTests.solvers)
  func gradients(_ solver: Solver) {
    #expect(gradientError(at: inputs) { firstContact($0, solver) } < 1e-6)
  }

  @Test(
    "Times of all events, and states between and behind them, have the exact gradient",
    arguments: [
      Solver(.tsitouras5, .adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10)),
      Solver(.rk4, .steps(25), gradient: .direct),
      Solver(.dormandPrince5, .steps(20), gradient: .recursive(budget: 3)),
      Solver(.dormandPrince5, .steps(20), gradient: .backsolve()),
    ])
  func bounces(_ solver: Solver) {
    #expect(bouncing(inputs, solver).eventTimes.count == 2)
    #expect(gradientError(at: inputs) { bouncedOutputs($0, solver) } < 1e-6)
  }
}

private func vector(_ elements: Double...) -> Tensor {
  Tensor(shape: [elements.count], elements: elements, scalarType: .float64)
}

/// State and time of the first contact.
@differentiable(reverse)
private func firstContact(_ inputs: Tensor, _ solver: Solver) -> Tensor {
  let parts = inputs.split(alongAxis: 0, sizes: [2, 1, 1, 1, 1, 1])
  let solution = solve(
    FallingBody(gravity: parts[1]), from: parts[0],
    over: TimeSpan(from: parts[4].scalar, to: parts[5].scalar),
    until: RisingFloor(speed: parts[2]), with: solver)
  return concatenated([solution.end, Tensor.one * solution.endTime], alongAxis: 0)
}

@differentiable(reverse)
private func bouncing(_ inputs: Tensor, _ solver: Solver) -> HybridSolution<Tensor> {
  let parts = inputs.split(alongAxis: 0, sizes: [2, 1, 1, 1, 1, 1])
  return solve(
    FallingBody(gravity: parts[1]), from: parts[0],
    over: TimeSpan(from: parts[4].scalar, to: parts[5].scalar),
    jumpingAt: RisingFloor(speed: parts[2]), by: TiringBounce(restitution: parts[3]),
    saving: .times([1, 2.9, 3.4, 4]), with: solver)
}

/// Event times, saved states, the end and its time.
@differentiable(reverse)
private func bouncedOutputs(_ inputs: Tensor, _ solver: Solver) -> Tensor {
  let solution = bouncing(inputs, solver)
  let times = concatenated(
    [
      Tensor.one * solution.eventTimes[0], Tensor.one * solution.eventTimes[1],
      Tensor.one * solution.endTime,
    ], alongAxis: 0)
  return concatenated(
    [
      times, solution.end, solution.states[0], solution.states[1], solution.states[2],
      solution.states[3],
    ], alongAxis: 0)
}

extension Tensor {
  /// A vector of the one element 1.
  fileprivate static let one = Tensor(shape: [1], elements: [1], scalarType: .float64)
}
