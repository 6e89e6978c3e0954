import Integrators
import Tensors
import Testing
import _TestSupport

/// A velocity that is one parameter up to time 1 and another one behind it, and says so.
private struct Switch: VectorField {
  var before: Tensor
  var behind: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    // As many evaluations as there may be, none may come from the wrong side.
    time < 1 ? before * state : behind * state
  }

  var jumpTimes: [Double] { [1] }
}

@Suite("Fields that jump")
struct FieldJumpTests {
  private let field = Switch(
    before: Tensor(-0.5, scalarType: .float64), behind: Tensor(0.8, scalarType: .float64))
  private let start = Tensor(shape: [2], elements: [1, -2], scalarType: .float64)

  /// The solution from 0 to 2: `y e^{a + b}`.
  private func solution(_ field: Switch) -> Tensor { start * exp(field.before + field.behind) }

  private static let controls: [StepControl] = [
    .steps(5), .stepSize(0.3), .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9),
  ]

  @Test("Every solve lands on the jump without being told", arguments: controls)
  func landing(control: StepControl) {
    let exact = solution(field)
    let found = solve(field, from: start, over: 0...2, with: Solver(.dormandPrince5, control))
    // Steps of 0.4 make errors of 1e-6 in smooth pieces; a step across the jump makes one of 1e-2.
    #expect(largestDifference(found.end, exact) < 1e-5)
    let backwards = solve(
      field, from: exact, over: TimeSpan(from: 2, to: 0), with: Solver(.dormandPrince5, control))
    #expect(largestDifference(backwards.end, start) < 1e-5)
  }

  @Test(
    "Every gradient respects the jump",
    arguments: [
      GradientMethod.direct, .checkpointed, .recursive(budget: 2), .recomputed(), .backsolve(),
      .interpolated(),
    ])
  func gradients(method: GradientMethod) {
    let control = StepControl.adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10)
    let gradient = pullback(at: field) { [start] field in
      solve(field, from: start, over: 0...2, with: Solver(.dormandPrince5, control, gradient: method)).end
    }(start)
    let expected = pullback(at: field) { solution($0) }(start)
    #expect(largestDifference(gradient.before, expected.before) < 1e-7)
    #expect(largestDifference(gradient.behind, expected.behind) < 1e-7)
  }

  @Test("A reversible gradient restarts at the jump")
  func reversible() {
    func gradient(_ method: GradientMethod) -> Switch.TangentVector {
      pullback(at: field) { [start] field in
        solve(
          field, from: start, over: 0...2,
          with: Solver(.asynchronousLeapfrog(), .steps(40), gradient: method)
        ).end
      }(start)
    }
    let (undone, kept) = (gradient(.reversible(tolerance: 1e-8)), gradient(.direct))
    #expect(largestDifference(undone.before, kept.before) < 1e-12)
    #expect(largestDifference(undone.behind, kept.behind) < 1e-12)
  }

  @Test("Wrappers pass the jumps on")
  func wrappers() {
    #expect(field.integrating(KineticEnergy()).jumpTimes == [1])
    #expect(AcceleratedField(by: field).jumpTimes == [1])
  }
}
