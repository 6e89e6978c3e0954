import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Ends of steps")
struct StepEndTests {
  static let methods = Method.all.filter { if case .additiveRungeKutta = $0 { false } else { true } }

  @Test("A trajectory passes through the states at which steps end", arguments: methods)
  func continuity(_ method: Method) {
    let field = Duffing(stiffness: samples([3], from: 1, to: 2, seed: 1), forcing: 0.7)
    let start = Pair(samples([3], from: 0.2, to: 0.8), samples([3], from: -0.5, to: 0.5, seed: 2))
    func solution(_ saving: Saving) -> Solution<Pair<Tensor, Tensor>> {
      solve(field, from: start, over: 0...2, saving: saving, with: Solver(method, .steps(8)))
    }
    let every = solution(.everyStep)
    let trajectory = solution(.trajectory).trajectory
    for (state, time) in zip(every.states, every.times).dropFirst() {
      // At its end a step's own polynomial is about to be replaced by the next one's.
      let before = trajectory(at: time.nextDown)
      #expect(largestDifference(before.first, state.first) < 1e-13)
      #expect(largestDifference(before.second, state.second) < 1e-13)
    }
  }
}
