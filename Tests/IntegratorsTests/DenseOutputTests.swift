import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Dense output")
struct DenseOutputTests {
  let start = samples([3], from: 0.5, to: 1.5)
  let field = SeasonalLogistic(rate: samples([3], from: 1, to: 2, seed: 1))

  @Test("Inside steps the error falls at the method's own order", arguments: RungeKutta.explicit)
  func order(_ method: RungeKutta) {
    // The same shares of the steps on both grids, none of them special.
    func error(_ steps: Int) -> Double {
      let size = 1.75 / Double(steps)
      let times = (0..<steps).flatMap { step in [0.21, 0.58, 0.83].map { (Double(step) + $0) * size } }
      let solution = solve(
        field, from: start, over: 0...1.75, saving: .times(times),
        with: Solver(.rungeKutta(method), .steps(steps)))
      #expect(solution.times == times)
      return zip(solution.states, times).map {
        largestDifference($0, field.solution(from: start, at: $1))
      }.max() ?? .infinity
    }
    let steps = [5: 32, 6: 24, 8: 7][method.order] ?? 128
    #expect(error(2 * steps) > 1e-14)
    let observed = log2(error(steps) / error(2 * steps))
    #expect(abs(observed - Double(method.order)) < 0.15, "\(method.name): observed order \(observed)")
  }

  @Test(
    "Saving does not change the steps, and what is saved does not depend on how", arguments: RungeKutta.pairs)
  func independence(_ method: RungeKutta) {
    let solver = Solver(
      .rungeKutta(method), .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5))
    func solution(_ saving: Saving) -> Solution<Tensor> {
      solve(field, from: start, over: 0...3, saving: saving, with: solver)
    }
    let plain = solution(.end)
    let every = solution(.everyStep)
    let dense = solution(.trajectory)
    let times = [0, 0.4, 0.4, 1.1, every.times[3], 2.9, 3].sorted()
    let some = solution(.times(times))
    #expect(plain.end == every.end && plain.end == dense.end && plain.end == some.end)
    #expect([every, dense, some].allSatisfy { $0.statistics.steps == plain.statistics.steps })
    #expect(every.states.count == plain.statistics.steps + 1 && every.times.last == 3)
    #expect(every.states[0] == start && every.states.last == plain.end)
    #expect(some.times == times && plain.states.isEmpty)
    #expect(some.states[0] == start && some.states[6] == plain.end)
    for (state, time) in zip(some.states, times) {
      #expect(largestDifference(state, dense.trajectory(at: time)) < 1e-14)
    }
    for (state, time) in zip(every.states, every.times) {
      #expect(largestDifference(state, dense.trajectory(at: time)) < 1e-14)
    }
  }

  @Test("A trajectory is smooth where two steps meet", arguments: RungeKutta.explicit.filter { $0.order > 1 })
  func smoothness(_ method: RungeKutta) {
    let trajectory = solve(
      field, from: start, over: 0...2, saving: .trajectory, with: Solver(.rungeKutta(method), .steps(4))
    ).trajectory
    #expect(trajectory.span == TimeSpan(from: 0, to: 2))
    for time in [0.5, 1, 1.5] {
      // One-sided difference quotients of second order.
      func slope(_ step: Double) -> Tensor {
        (trajectory(at: time + step) * 4 - trajectory(at: time + 2 * step) - trajectory(at: time) * 3)
          / (2 * step)
      }
      #expect(largestDifference(slope(1e-5), slope(-1e-5)) < 1e-8)
      #expect(largestDifference(slope(1e-5), field(trajectory(at: time), at: time)) < 1e-8)
    }
  }

  @Test("Time may run backwards: forth and back returns to the start")
  func backwards() {
    let solver = Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
    let there = solve(field, from: start, over: TimeSpan(from: 0, to: 3), saving: .trajectory, with: solver)
    let times = [3, 2.5, 1.2, 0.3, 0]
    let back = solve(
      field, from: there.end, over: TimeSpan(from: 3, to: 0), saving: .times(times), with: solver)
    #expect(back.times == times && back.outcome == .reachedEnd)
    for (state, time) in zip(back.states, times) {
      #expect(largestDifference(state, there.trajectory(at: time)) < 1e-9)
      #expect(largestDifference(state, field.solution(from: start, at: time)) < 1e-9)
    }
    let trajectory = solve(
      field, from: there.end, over: TimeSpan(from: 3, to: 0), saving: .trajectory, with: solver
    ).trajectory
    #expect(largestDifference(trajectory(at: 1.2), field.solution(from: start, at: 1.2)) < 1e-9)
  }

  @Test("A solve that fails keeps what it had saved")
  func partialResults() {
    let state = Tensor(1, scalarType: .float64)
    for saving in [Saving.times([0, 0.5, 0.9, 1.5]), .everyStep, .trajectory] {
      let solution = solve(
        BlowUp(), from: state, over: 0...2, saving: saving,
        with: Solver(.tsitouras5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-9)))
      #expect(!solution.outcome.isSuccess && solution.end.allFinite)
      switch saving {
      case .times: #expect(solution.times == [0, 0.5, 0.9])
      case .everyStep: #expect(solution.times.last == solution.endTime)
      default: #expect(solution.trajectory.span?.end == solution.endTime)
      }
      for (state, time) in zip(solution.states, solution.times) where time < 0.95 {
        #expect(abs(state.scalar - 1 / (1 - time)) < 1e-3)
      }
    }
  }
}
