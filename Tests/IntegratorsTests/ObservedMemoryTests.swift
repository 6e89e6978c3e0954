import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Memory of gradients through flows and observations")
struct ObservedMemoryTests {
  @Test("Recomputed: it does not grow with the steps, and by one state with each observation")
  func recomputed() async {
    await #expect(processExitsWith: .success) {
      let rows = 1000
      let matrix = samples([4, 4])
      func peak(_ observations: Int, _ steps: Int, _ gradient: GradientMethod) -> Int {
        let start = samples([rows, 1, 4])
        let elapsed = (0..<observations).map { _ in Tensor(0.1, scalarType: .float64) }
        let observed = elapsed.map { _ in samples([rows, 1, 4]) }
        BufferPool.resetPeak()
        let before = BufferPool.statistics.bytesInUse
        let pullback = pullback(at: start) {
          solve(
            LinearChannels(matrix: matrix), from: $0, observing: withoutDerivative(at: observed),
            after: elapsed, by: LinearUpdate(matrix: matrix),
            with: Solver(.rk4, .steps(steps), gradient: gradient)
          ).end
        }
        _ = pullback(start)
        return BufferPool.statistics.peakBytesInUse - before
      }
      let state = rows * 4 * 8
      // The steps of a stretch are there once, whatever the number of stretches.
      let flat = peak(20, 10, .recomputed(.recursive(budget: 2)))
      precondition(abs(peak(20, 100, .recomputed(.recursive(budget: 2))) - flat) < 3 * state)
      // A stretch keeps its start; what arrives at its end is in the solution, but is not kept here.
      let growth = peak(60, 10, .recomputed()) - peak(20, 10, .recomputed())
      precondition(growth >= 40 * state && growth < 130 * state, "\(growth / state) states")
      precondition(peak(20, 100, .recomputed()) - peak(20, 10, .recomputed()) < 100 * state)
      precondition(peak(20, 100, .checkpointed) - peak(20, 10, .checkpointed) > 1700 * state)
    }
  }
}
