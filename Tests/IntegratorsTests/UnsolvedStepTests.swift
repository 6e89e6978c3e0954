import Integrators
import Tensors
import Testing

@Suite("Steps without a solution")
struct UnsolvedStepTests {
  @Test("A step without a solution ends a solve where it stands")
  func unsolvable() {
    // Y = y + h Y² has no real solution where 4 h y > 1: at the fourth step of 1/2 from 0.3.
    let start = Tensor(shape: [1], elements: [0.3], scalarType: .float64)
    let solution = solve(BlowUp(), from: start, over: 0...4, with: Solver(.implicitEuler, .steps(8)))
    #expect(solution.outcome == .unsolvedStep)
    #expect(solution.endTime == 1.5 && solution.statistics.steps == 3)
    let reached = (0..<3).reduce(0.3) { state, _ in 1 - (1 - 2 * state).squareRoot() }
    #expect(abs(solution.end.elements[0] - reached) < 1e-11)
    // The same where the field itself has no value.
    let wall = solve(
      Wall(), from: Tensor(0, scalarType: .float64), over: 0...2,
      with: Solver(.implicitEuler, .steps(10)))
    #expect(wall.outcome == .unsolvedStep && wall.end.allFinite)
  }

  @Test("Adaptive steps shrink until they have a solution", arguments: [Method.kvaerno3, .kvaerno5])
  func shrinking(_ method: Method) {
    let start = Tensor(shape: [1], elements: [0.5], scalarType: .float64)
    let solver = Solver(
      method, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6, firstStep: 1.5))
    let solution = solve(BlowUp(), from: start, over: 0...1.5, with: solver)
    #expect(solution.outcome == .reachedEnd && solution.statistics.rejectedSteps > 0)
    #expect(abs(solution.end.elements[0] / 2 - 1) < 1e-4)
  }
}

@Suite("Refused fields")
struct RefusedFieldTests {
  @Test("A field that is not split cannot be solved by an implicit–explicit pair")
  func unsplit() async {
    await #expect(processExitsWith: .failure) {
      _ = integrate(
        BlowUp(), from: Tensor.ones([1]), over: 0...1, with: Solver(.kennedyCarpenter3, .steps(1)))
    }
  }
}
