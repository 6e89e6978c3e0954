import Integrators
import Tensors
import Testing
import _TestSupport

/// Returns all states of a series from what it is made of.
@differentiable(reverse)
private func states(
  _ field: RampedGrowth, _ start: Tensor, _ times: Tensor, _ elapsed: Tensor, _ update: Tensor,
  _ observations: [Tensor], _ solver: Solver
) -> Tensor {
  allStates(
    solve(
      field, from: start, at: times, observing: withoutDerivative(at: observations),
      after: elapsed.split(alongAxis: 0, sizes: [1, 1, 1]), by: LinearUpdate(matrix: update),
      with: solver))
}

@Suite("Gradients through flows and observations")
struct ObservedGradientTests {
  let series = ObservedSeries()
  let field = RampedGrowth(rate: Tensor(shape: [1, 2], elements: [0.5, -0.8], scalarType: .float64))

  static let solvers = [
    Solver(.rk4, .steps(2)), Solver(.dormandPrince5, .stepSize(0.4), gradient: .direct),
    Solver(.heun, .steps(3), gradient: .recomputed()),
    Solver(.tsitouras5, .steps(2), gradient: .recomputed(.recursive(budget: 1))),
  ]

  @Test("They are those of difference quotients, in states, times and parameters", arguments: solvers)
  func differences(_ solver: Solver) {
    let s = series
    #expect(
      gradientError(at: s.start) {
        states(field, $0, s.startTimes, s.elapsed, s.update, s.observations, solver)
      } < 1e-8)
    #expect(
      gradientError(at: s.startTimes) {
        states(field, s.start, $0, s.elapsed, s.update, s.observations, solver)
      } < 1e-8)
    #expect(
      gradientError(at: s.update) {
        states(field, s.start, s.startTimes, s.elapsed, $0, s.observations, solver)
      } < 1e-8)
    #expect(
      gradientError(at: field.rate) {
        states(RampedGrowth(rate: $0), s.start, s.startTimes, s.elapsed, s.update, s.observations, solver)
      } < 1e-8)
  }

  @Test("So are those in the elapsed times, at zero, too", arguments: solvers)
  func elapsedTimes(_ solver: Solver) {
    let s = series
    // A fixed size would make the number of steps jump with the longest time.
    var solver = solver
    solver.stepControl = .steps(3)
    let some = solver
    #expect(
      gradientError(at: s.elapsed) {
        states(field, s.start, s.startTimes, $0, s.update, s.observations, some)
      } < 1e-8)
    // Where no sample's time elapses there is no solve, but ends move with the times all the same; an
    // order of 2 or more has the same slope on either side of zero.
    let none = s.elapsed * Tensor(shape: [3, 1, 1], elements: [0, 1, 0], scalarType: .float64)
    #expect(
      gradientError(at: none) {
        states(field, s.start, s.startTimes, $0, s.update, s.observations, some)
      } < 1e-8)
  }

  @Test("Recomputed stretches have the bits of checkpointed ones")
  func bits() {
    let s = series
    func gradients(_ gradient: GradientMethod) -> [[Double]] {
      let solver = Solver(.dormandPrince5, .steps(3), gradient: gradient)
      let (value, pullback) = valueWithPullback(at: field, s.start, s.update) {
        states($0, $1, s.startTimes, s.elapsed, $2, s.observations, solver)
      }
      let parts = pullback(weights(like: value))
      let (_, timesPullback) = valueWithPullback(at: s.startTimes, s.elapsed) {
        states(field, s.start, $0, $1, s.update, s.observations, solver)
      }
      let times = timesPullback(weights(like: value))
      return [parts.0.rate, parts.1, parts.2, times.0, times.1].map(\.elements)
    }
    let reference = gradients(.checkpointed)
    #expect(reference == gradients(.recomputed()))
    #expect(reference.allSatisfy { part in part.contains { $0 != 0 } })
  }

  @Test("Gradients of the states on arrival alone, or of the end alone, arrive")
  func parts() {
    let s = series
    let solver = Solver(.rk4, .steps(2), gradient: .recomputed())
    for index in 0..<3 {
      let error = gradientError(at: s.elapsed) { elapsed in
        solve(
          field, from: s.start, at: s.startTimes, observing: withoutDerivative(at: s.observations),
          after: elapsed.split(alongAxis: 0, sizes: [1, 1, 1]), by: LinearUpdate(matrix: s.update),
          with: solver
        ).arrivals[index]
      }
      #expect(error < 1e-8)
    }
    let error = gradientError(at: s.elapsed) { elapsed in
      solve(
        field, from: s.start, at: s.startTimes,
        readAfter: elapsed.split(alongAxis: 0, sizes: [1, 1, 1]), with: solver
      ).end
    }
    #expect(error < 1e-8)
  }

  @Test("An elapsed time that all samples share is one element, with one gradient")
  func sharedTimes() {
    let s = series
    let solver = Solver(.rk4, .steps(2))
    let matrix = LinearChannels(matrix: s.matrix)
    let error = gradientError(at: Tensor(shape: [2], elements: [0.4, 0.7], scalarType: .float64)) {
      solve(
        matrix, from: s.start, readAfter: $0.split(alongAxis: 0, sizes: [1, 1]), with: solver
      ).end
    }
    #expect(error < 1e-8)
  }

  @Test("Where steps cannot be undone the solution says so, and the gradient is right all the same")
  func fallback() {
    let s = series
    let fast = LinearChannels(matrix: identityMatrix(2).scaled(by: -60))
    let elapsed = withoutDerivative(at: s.elapsedTimes)
    func solved(_ gradient: GradientMethod) -> (GradientFallback?, Tensor) {
      let solver = Solver(.asynchronousLeapfrog(damping: 0.6), .steps(200), gradient: gradient)
      let (solution, pullback) = valueWithPullback(at: s.start) {
        solve(fast, from: $0, readAfter: elapsed, with: solver)
      }
      let upstream = ObservedSolution<Tensor>.TangentVector(
        end: weights(like: s.start), endTimes: .zero, arrivals: .zero)
      return (solution.gradientFallback, pullback(upstream))
    }
    let (fallback, gradient) = solved(.reversible(tolerance: 1e-6))
    let (none, reference) = solved(.checkpointed)
    #expect(fallback != nil && none == nil)
    #expect(largestDifference(gradient, reference) < 1e-14)
  }
}
