import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Samples with times of their own")
struct SampleTimesTests {
  let start = samples([3, 2], from: 0.2, to: 0.8)
  let field = ForcedLogistic(rate: samples([2], from: 1, to: 2, seed: 1))
  let times = SampleTimes([[0, 0.37, 2], [0.9], [0.37, 0.5, 1.21, 1.9]])

  @Test("The union has each time once, ascending")
  func union() {
    #expect(times.count == 3 && times.union == [0, 0.37, 0.5, 0.9, 1.21, 1.9, 2])
    #expect(SampleTimes([[], []]).union.isEmpty)
  }

  static let solvers = [
    Solver(.rk4, .steps(9)), Solver(.adamsBashforth3, .stepSize(0.13)),
    Solver(.dormandPrince5, .steps(4), gradient: .direct),
  ]

  @Test("With fixed steps a sample's states are the same bits alone and among others", arguments: solvers)
  func independence(_ solver: Solver) {
    let together = solve(field, from: start, sampledAt: times, over: 0...2, with: solver)
    for sample in 0..<3 {
      let own = start.sliced(alongAxis: 0, sample..<(sample + 1))
      let alone = solve(
        field, from: own, sampledAt: SampleTimes([times.times[sample]]), over: 0...2, with: solver)
      #expect(alone.samples == [together.samples[sample]])
      // The same again by hand.
      let plain = solve(
        field, from: own, over: 0...2, saving: .times(times.times[sample]), with: solver)
      #expect(concatenated(plain.states, alongAxis: 0) == together.samples[sample])
      #expect(plain.statistics.steps == together.statistics.steps)
    }
  }

  @Test("A batch of graphs has its samples along the second axis")
  func secondAxis() {
    let solver = Solver(.rk4, .steps(9))
    // [nodes, samples, channels], of which each node is a batch.
    let state = samples([4, 3, 2], from: 0.2, to: 0.8)
    let solution = solve(field, from: state, sampledAt: times, alongAxis: 1, over: 0...2, with: solver)
    #expect(solution.samples.map(\.shape) == [[3, 4, 2], [1, 4, 2], [4, 4, 2]])
    for node in 0..<4 {
      let own = state.sliced(alongAxis: 0, node..<(node + 1)).reshaped(to: [3, 2])
      let alone = solve(field, from: own, sampledAt: times, over: 0...2, with: solver)
      for (sample, states) in alone.samples.enumerated() {
        let part = solution.samples[sample].sliced(alongAxis: 1, node..<(node + 1))
        #expect(part.reshaped(to: states.shape) == states)
      }
    }
  }

  @Test("Gradients through the gather are exact", arguments: solvers)
  func gradients(_ solver: Solver) {
    let (start, rate, times) = (start, field.rate, times)
    #expect(gradientError(at: start) { gathered(rate, $0, times, axis: 0, 0, 2, solver) } < 1e-8)
    #expect(gradientError(at: rate) { gathered($0, start, times, axis: 0, 0, 2, solver) } < 1e-8)
    let batch = samples([2, 3, 2], from: 0.2, to: 0.8)
    #expect(gradientError(at: batch) { gathered(rate, $0, times, axis: 1, 0, 2, solver) } < 1e-8)
    #expect(gradientError(at: rate) { gathered($0, batch, times, axis: 1, 0, 2, solver) } < 1e-8)
  }

  @Test("So they are in both ends of the span, forwards and backwards")
  func endGradients() {
    let (start, rate) = (start, field.rate)
    let inside = SampleTimes([[0.37, 1.5], [0.9], [0.37, 0.5, 1.9]])
    let solver = Solver(.rk4, .steps(9))
    for elements in [[0.1, 2.1], [2.1, 0.1]] {
      let ends = Tensor(shape: [2], elements: elements, scalarType: .float64)
      #expect(
        gradientError(at: ends) { ends in
          let parts = ends.split(alongAxis: 0, sizes: [1, 1])
          return gathered(
            rate, start, inside, axis: 0, parts[0].sum().scalar, parts[1].sum().scalar, solver)
        } < 1e-8)
    }
  }

  @Test("An interval has the gradients of its span")
  func interval() {
    let (start, times, field) = (start, times, field)
    let solver = Solver(.rk4, .steps(9))
    let overInterval = gradient(at: field, start) { field, start in
      solve(field, from: start, sampledAt: times, over: 0...2, with: solver).samples[2].sum().scalar
    }
    let overSpan = gradient(at: field, start) { field, start in
      solve(
        field, from: start, sampledAt: times, over: TimeSpan(from: 0, to: 2), with: solver
      ).samples[2].sum().scalar
    }
    #expect(overInterval.1 == overSpan.1 && overInterval.0.rate == overSpan.0.rate)
    // The other samples see nothing of it.
    #expect(overSpan.1.sliced(alongAxis: 0, 0..<2) == .zeros([2, 2], scalarType: .float64))
  }

  @Test("Backwards in time the result still ascends")
  func backwards() {
    let solver = Solver(.rk4, .steps(9))
    let span = TimeSpan(from: 2, to: 0)
    let solution = solve(field, from: start, sampledAt: times, over: span, with: solver)
    let plain = solve(field, from: start, over: span, saving: .times(times.union.reversed()), with: solver)
    for (sample, own) in times.times.enumerated() {
      for (row, time) in own.enumerated() {
        let index = Array(times.union.reversed()).firstIndex(of: time)
        let expected = index.map { plain.states[$0].sliced(alongAxis: 0, sample..<(sample + 1)) }
        #expect(solution.samples[sample].sliced(alongAxis: 0, row..<(row + 1)) == expected)
      }
    }
  }

  @Test("Times that were not reached, and samples without times, are told apart")
  func missingStates() {
    let start = Tensor(shape: [3, 1], elements: [0.5, 1, 0.25], scalarType: .float64)
    // The second sample reaches infinity at time 1.
    let solution = solve(
      BlowUp(), from: start, sampledAt: SampleTimes([[0.5, 1.5], [0.5], []]), over: 0...2,
      with: Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8)))
    #expect(!solution.outcome.isSuccess)
    #expect(solution.samples.map(\.shape) == [[2, 1], [1, 1], [0, 1]])
    let first = solution.samples[0].elements
    #expect(abs(first[0] - 2.0 / 3) < 1e-6 && first[1].isNaN)
  }

  @Test("Times that do not ascend, and a wrong number of samples, are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) { _ = SampleTimes([[0, 1], [1, 1]]) }
    await #expect(processExitsWith: .failure) { _ = SampleTimes([[.nan]]) }
    await #expect(processExitsWith: .failure) {
      _ = solve(
        BlowUp(), from: .zeros([2, 1]), sampledAt: SampleTimes([[1]]), over: 0...1,
        with: Solver(.rk4, .steps(2)))
    }
  }
}

/// All samples' states side by side.
@differentiable(reverse)
private func gathered(
  _ rate: Tensor, _ start: Tensor, _ times: SampleTimes, axis: Int, _ first: Double, _ last: Double,
  _ solver: Solver
) -> Tensor {
  let solution = solve(
    ForcedLogistic(rate: rate), from: start, sampledAt: times, alongAxis: axis,
    over: TimeSpan(from: first, to: last), with: solver)
  return concatenated(solution.samples, alongAxis: 0)
}
