import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Solutions by other means")
struct CreatedSolutionTests {
  @Test("A solution holds what it is made of, and its end passes gradients on")
  func parts() {
    let state = samples([3, 2])
    var statistics = Statistics()
    statistics.steps = 1
    let solution = Solution(
      end: state, endTime: .infinity, outcome: .reachedEnd, statistics: statistics)
    #expect(solution.end == state && solution.endTime == .infinity)
    #expect(solution.outcome == .reachedEnd && solution.statistics == statistics)
    #expect(solution.states.isEmpty && solution.times.isEmpty && solution.trajectory.span == nil)
    let error = gradientError(at: state) {
      Solution(end: square($0), endTime: 1, outcome: .reachedEnd, statistics: Statistics())
        .endOrNotANumber
    }
    #expect(error < 1e-9)
  }

  @Test("A solve that failed has no number at its end")
  func failure() {
    let solution = Solution(
      end: samples([2]), endTime: .infinity, outcome: .unsolvedStep, statistics: Statistics())
    #expect(solution.endOrNotANumber.elements.allSatisfy { $0.isNaN })
  }
}
