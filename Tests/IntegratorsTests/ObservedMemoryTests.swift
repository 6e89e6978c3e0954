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
      let flat = peak(10, 10, .recomputed(.recursive(budget: 2)))
      precondition(abs(peak(10, 40, .recomputed(.recursive(budget: 2))) - flat) < 3 * state)
      // A stretch keeps its start; what arrives at its end is in the solution, but is not kept here.
      let few = peak(10, 10, .recomputed())
      let growth = peak(30, 10, .recomputed()) - few
      precondition(growth >= 20 * state && growth < 65 * state, "\(growth / state) states")
      precondition(peak(10, 40, .recomputed()) - few < 35 * state)
      precondition(peak(10, 40, .checkpointed) - peak(10, 10, .checkpointed) > 280 * state)
    }
  }
}
