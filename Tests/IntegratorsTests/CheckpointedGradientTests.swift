import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("The checkpointed gradient")
struct CheckpointedGradientTests {
  let start = samples([4], from: 0.2, to: 0.8)
  let rate = samples([4], from: 1, to: 2, seed: 1)

  @Test("Fixed steps: it is the exact gradient of the discrete solution", arguments: RungeKutta.explicit)
  func fixedSteps(_ method: RungeKutta) {
    // Seven coarse steps: far from the continuous solution, so only the discrete gradient fits.
    let solver = Solver(.rungeKutta(method), .steps(7))
    #expect(
      gradientError(
        at: start,
        of: { integrate(ForcedLogistic(rate: rate), from: $0, over: 0...3, with: solver) }) < 1e-9)
    #expect(
      gradientError(
        at: rate,
        of: { integrate(ForcedLogistic(rate: $0), from: start, over: 0...3, with: solver) }) < 1e-9)
  }

  @Test(
    "Adaptive steps: it approaches the gradient of the true solution with the tolerance",
    arguments: RungeKutta.pairs)
  func adaptiveSteps(_ method: RungeKutta) {
    let field = SeasonalDecay(rate: rate)
    func error(_ tolerance: Double) -> Double {
      let solver = Solver(
        .rungeKutta(method), .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
      let (_, pullback) = valueWithPullback(at: field, start) {
        integrate($0, from: $1, over: 0...2, with: solver)
      }
      let (fieldGradient, stateGradient) = pullback(.ones([4], scalarType: .float64))
      // y(2) = y e^{−r sin 2}: ∂y(2)/∂y = e^{−r sin 2}, ∂y(2)/∂r = −sin 2 · y(2).
      let growth = field.solution(from: .ones([4], scalarType: .float64), at: 2)
      return max(
        largestDifference(stateGradient, growth),
        largestDifference(fieldGradient.rate, growth * start * -0.909_297_426_825_681_7))
    }
    // A tenth of the multiple of the tolerance that solutions are allowed, but for an estimate that is too small.
    let multiple = method.toleranceMultiple == 100 ? 10 : method.toleranceMultiple
    #expect(error(1e-4) < multiple * 1e-4)
    // A low order takes too many steps for the tightest tolerance.
    let tight = method.order < 5 ? 1e-7 : 1e-10
    #expect(error(tight) < multiple * tight)
  }

  @Test(
    "A gradient through two solves in a row is that of one solve over both intervals",
    arguments: RungeKutta.explicit)
  func composition(_ method: RungeKutta) {
    let field = ForcedLogistic(rate: rate)
    let whole = Solver(.rungeKutta(method), .steps(8))
    let half = Solver(.rungeKutta(method), .steps(4))
    let once = valueWithPullback(at: field, start) { integrate($0, from: $1, over: 0...2, with: whole) }
    let twice = valueWithPullback(at: field, start) { field, start in
      integrate(
        field, from: integrate(field, from: start, over: 0...1, with: half), over: 1...2, with: half)
    }
    let upstream = weights(like: start)
    #expect(largestDifference(once.value, twice.value) < 1e-14)
    let (onceField, onceState) = once.pullback(upstream)
    let (twiceField, twiceState) = twice.pullback(upstream)
    #expect(largestDifference(onceState, twiceState) < 1e-13)
    #expect(largestDifference(onceField.rate, twiceField.rate) < 1e-13)
  }
}
