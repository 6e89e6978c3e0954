import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Flows from one observation to the next")
struct ObservedSolveTests {
  let series = ObservedSeries()
  let tight = Solver(
    .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12))

  private func solved(_ elapsed: [Tensor], _ solver: Solver) -> ObservedSolution<Tensor> {
    solve(
      LinearChannels(matrix: series.matrix), from: series.start, observing: series.observations,
      after: elapsed, by: LinearUpdate(matrix: series.update), with: solver)
  }

  /// The state of one sample, `[nodes, 1, channels]`.
  private func sample(_ index: Int, of state: Tensor) -> Tensor {
    state.sliced(alongAxis: 1, index..<(index + 1))
  }

  @Test("Linear flows and linear updates are products of matrix exponentials, for each sample its own")
  func closedForm() {
    let solution = solved(series.elapsedTimes, tight)
    for index in 0..<4 {
      var state = sample(index, of: series.start)
      for (position, elapsed) in series.elapsedTimes.enumerated() {
        let flow = matrixExponential(series.matrix.scaled(by: elapsed.elements[index]))
        state = matmul(state, flow)
        #expect(largestDifference(state, sample(index, of: solution.arrivals[position])) < 1e-10)
        state = matmul(state, series.update) + sample(index, of: series.observations[position])
      }
      #expect(largestDifference(state, sample(index, of: solution.end)) < 1e-10)
    }
    #expect(solution.outcome == .reachedEnd && solution.statistics.steps > 0)
    let total = series.elapsedTimes.reduce(Tensor.zero) { $0 + $1 }
    #expect(largestDifference(solution.endTimes, total) < 1e-15)
  }

  @Test("A field sees the time of each sample")
  func sampleTimes() {
    let rate = Tensor(shape: [1, 2], elements: [0.5, -0.8], scalarType: .float64)
    let solution = solve(
      RampedGrowth(rate: rate), from: series.start, at: series.startTimes,
      readAfter: series.elapsedTimes, with: tight)
    var times = series.startTimes.elements
    for (position, elapsed) in series.elapsedTimes.enumerated() {
      for index in 0..<4 {
        times[index] += elapsed.elements[index]
        let squares = times[index] * times[index] - pow(series.startTimes.elements[index], 2)
        let truth = sample(index, of: series.start) * exp(rate.scaled(by: squares / 2))
        #expect(largestDifference(truth, sample(index, of: solution.arrivals[position])) < 1e-10)
      }
    }
    #expect(largestDifference(solution.end, solution.arrivals[2]) == 0)
  }

  @Test("A sample's states do not depend on who shares its batch")
  func batches() {
    let solver = Solver(.rk4, .steps(3))
    let together = solved(series.elapsedTimes, solver)
    for index in 0..<4 {
      let alone = solve(
        LinearChannels(matrix: series.matrix), from: sample(index, of: series.start),
        observing: series.observations.map { sample(index, of: $0) },
        after: series.elapsedTimes.map { sample(index, of: $0) },
        by: LinearUpdate(matrix: series.update), with: solver)
      // Products of matrices of other sizes may round otherwise.
      #expect(largestDifference(alone.end, sample(index, of: together.end)) < 1e-14)
    }
  }

  @Test("A flow that is cut in two where nothing is observed leads to the same state")
  func cuts() {
    let field = LinearChannels(matrix: series.matrix)
    let whole = series.elapsedTimes[2]
    let part = whole * samples([1, 4, 1], from: 0, to: 1, seed: 9)
    let once = solve(field, from: series.start, readAfter: [whole], with: tight)
    let twice = solve(field, from: series.start, readAfter: [part, whole - part], with: tight)
    #expect(largestDifference(once.end, twice.end) < 1e-10)
  }

  @Test("No time leaves every bit as it is", arguments: [Method.rk4, .dormandPrince5, .reversibleHeun])
  func noTime(_ method: Method) {
    let field = LinearChannels(matrix: series.matrix)
    let solver = Solver(method, .steps(3))
    let some = series.elapsedTimes[0]
    let state = solve(field, from: series.start, readAfter: [some], with: solver).end
    #expect(some.elements[0] == 0)
    #expect(sample(0, of: state).elements == sample(0, of: series.start).elements)
    #expect(sample(1, of: state).elements != sample(1, of: series.start).elements)
    let none = solve(field, from: series.start, readAfter: [some * 0], with: solver)
    #expect(none.end.elements == series.start.elements)
    #expect(none.statistics.evaluations == 0 && none.outcome == .reachedEnd)
  }

  @Test("Back through the same elapsed times the flow returns to where it was")
  func backwards() {
    let field = RampedGrowth(rate: Tensor(shape: [1, 2], elements: [0.5, -0.8], scalarType: .float64))
    let there = solve(
      field, from: series.start, at: series.startTimes, readAfter: series.elapsedTimes, with: tight)
    let back = solve(
      field, from: there.end, at: there.endTimes,
      readAfter: series.elapsedTimes.reversed().map { -$0 }, with: tight)
    #expect(largestDifference(back.end, series.start) < 1e-10)
    #expect(largestDifference(back.endTimes, series.startTimes) < 1e-15)
  }

  @Test("A step size is in the units of the samples' time, and holds for the longest")
  func stepSizes() {
    let field = LinearChannels(matrix: series.matrix)
    func steps(_ size: Double) -> Int {
      solve(field, from: series.start, readAfter: series.elapsedTimes, with: Solver(.euler, .stepSize(size)))
        .statistics.steps
    }
    // The longest times are 1.1, 0.9 and 0.6.
    #expect(steps(2) == 3)
    #expect(steps(0.5) == 3 + 2 + 2)
    #expect(steps(0.1) == 11 + 9 + 6)
    let limited = Solver(
      .dormandPrince5,
      .adaptive(relativeTolerance: 1, absoluteTolerance: 1, largestStep: 0.1, firstStep: 0.1))
    let solution = solve(field, from: series.start, readAfter: series.elapsedTimes, with: limited)
    #expect(solution.statistics.steps == 26)
  }

  @Test("A flow that fails gives no numbers, and says how it failed")
  func failure() {
    let solver = Solver(.rk4, .stepSize(0.01), stepLimit: 100)
    let solution = solved(series.elapsedTimes, solver)
    #expect(solution.outcome == .stepLimit)
    #expect(solution.arrivals[0].elements.allSatisfy { $0.isNaN })
    #expect(solution.end.elements.allSatisfy { $0.isNaN })
  }

  @Test("A pair of states is scaled by the same elapsed times")
  func pairs() {
    let field = SwingingChannels()
    let start = Pair(series.start, series.start * 0)
    let solution = solve(field, from: start, readAfter: [series.elapsedTimes[0]], with: tight)
    for index in 0..<4 {
      let time = series.elapsedTimes[0].elements[index]
      let truth = sample(index, of: series.start)
      #expect(largestDifference(sample(index, of: solution.end.first), truth * cos(time)) < 1e-10)
      #expect(largestDifference(sample(index, of: solution.end.second), truth * -sin(time)) < 1e-10)
    }
  }

  @Test("What does not fit is refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      let series = ObservedSeries()
      _ = solve(
        LinearChannels(matrix: series.matrix), from: series.start,
        readAfter: [samples([2, 4, 1])], with: Solver(.rk4, .steps(1)))
    }
    await #expect(processExitsWith: .failure) {
      let series = ObservedSeries()
      _ = solve(
        LinearChannels(matrix: series.matrix), from: series.start, observing: [],
        after: series.elapsedTimes, by: LinearUpdate(matrix: series.update),
        with: Solver(.rk4, .steps(1)))
    }
    await #expect(processExitsWith: .failure) {
      let series = ObservedSeries()
      _ = solve(
        LinearChannels(matrix: series.matrix), from: series.start, readAfter: series.elapsedTimes,
        with: Solver(.rk4, StepControl.steps(1).landing(on: [0.5])))
    }
  }
}

/// Positions and velocities of springs: `dq/dt = v`, `dv/dt = −q`.
private struct SwingingChannels: AutonomousField {
  typealias State = Pair<Tensor, Tensor>

  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(state.second, -state.first)
  }
}
