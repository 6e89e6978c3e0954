import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("The recomputed gradient")
struct RecomputedGradientTests {
  let start = samples([4], from: 0.2, to: 0.8)
  let field = ForcedLogistic(rate: samples([4], from: 1, to: 2, seed: 1))
  let span = TimeSpan(from: 0.1, to: 1.9)

  /// The gradients of a weighted sum of all that a solve saves, one behind the other.
  private func gradients(_ saving: Saving, _ solver: Solver) -> [Double] {
    let (value, pullback) = valueWithPullback(at: field, start, span) { field, start, span in
      saved(field, start, span, saving, solver)
    }
    let (fieldPart, startPart, spanPart) = pullback(weights(like: value))
    return fieldPart.rate.elements + startPart.elements + [spanPart.start, spanPart.end]
  }

  @Test(
    "It is the gradient that is computed again, to the last bit",
    arguments: [
      Solver(.rk4, .steps(7)), Solver(.tsitouras5, .stepSize(0.17).restarting(at: [1.2])),
      Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5)),
      Solver(.kvaerno5, .steps(5)), Solver(.adamsBashforth4, .steps(12)),
    ])
  func bits(_ solver: Solver) {
    var gradientMethods = [GradientMethod.checkpointed, .direct, .recursive(budget: 2)]
    if case .rungeKutta(let method) = solver.method, method.tableau.isExplicit {
      gradientMethods += [.interpolated(), .backsolve()]
    }
    for saving in [Saving.end, .times([0.1, 0.4, 0.55, 1.3, 1.9]), .everyStep] {
      for gradient in gradientMethods {
        var (once, again) = (solver, solver)
        once.gradient = gradient
        again.gradient = .recomputed(gradient)
        let reference = gradients(saving, once)
        #expect(reference.contains { abs($0) > 0.1 })
        #expect(reference == gradients(saving, again), "\(gradient), \(saving)")
      }
    }
  }

  @Test("It is the gradient of difference quotients, through an event, too")
  func events() {
    let solver = Solver(.tsitouras5, .steps(6), gradient: .recomputed())
    #expect(gradientError(at: start) { integrate(field, from: $0, over: span, with: solver) } < 1e-8)
    let level = Passage(level: 0.9)
    let error = gradientError(at: start) {
      solve(field, from: $0, over: span, until: level, with: solver).end
    }
    #expect(error < 1e-7)
  }

  @Test("A pullback may be called again")
  func twice() {
    let solver = Solver(.rk4, .steps(5), gradient: .recomputed())
    let pullback = pullback(at: field, start) { integrate($0, from: $1, over: 0...1, with: solver) }
    let upstream = weights(like: start)
    let (first, second) = (pullback(upstream), pullback(upstream))
    #expect(first.0.rate == second.0.rate && first.1 == second.1)
    let double = pullback(upstream.scaled(by: 2))
    #expect(double.1 == first.1.scaled(by: 2))
  }

  @Test("What cannot be recomputed is refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = Solver(.rk4, .steps(5), gradient: .recomputed(.recomputed()))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.reversibleHeun, .steps(5), gradient: .recomputed(.reversible(tolerance: 1e-6)))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.kvaerno5, .steps(5), gradient: .recomputed(.backsolve()))
    }
  }
}

/// The mean of the state passes a level.
private struct Passage: EventFunction {
  @noDerivative let level: Double

  @differentiable(reverse)
  init(level: Double) { self.level = level }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Double { state.mean().scalar - level }
}

/// Returns one tensor of the end and of all that a solve saved.
@differentiable(reverse)
private func saved(
  _ field: ForcedLogistic, _ start: Tensor, _ span: TimeSpan, _ saving: Saving, _ solver: Solver
) -> Tensor {
  let solution = solve(field, from: start, over: span, saving: saving, with: solver)
  return concatenated(solution.states + [solution.end], alongAxis: 0)
}
