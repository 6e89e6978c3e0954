import Integrators
import Tensors
import Testing
import _TestSupport

/// What a solve is asked to save, for its gradient to come back through.
private enum Output: CaseIterable {
  case end, times, everyStep, trajectory
}

/// Returns one tensor of all that a solve saved.
@differentiable(reverse)
private func output(
  _ field: ForcedLogistic, _ start: Tensor, _ span: TimeSpan, _ output: Output, _ solver: Solver
) -> Tensor {
  switch output {
  case .end: return integrate(field, from: start, over: span, with: solver)
  case .times:
    let saving = withoutDerivative(at: Saving.times([0.1, 0.4, 0.55, 1.3, 1.9]))
    let solution = solve(field, from: start, over: span, saving: saving, with: solver)
    return concatenated(solution.states, alongAxis: 0)
  case .everyStep:
    let solution = solve(field, from: start, over: span, saving: .everyStep, with: solver)
    return concatenated(solution.states, alongAxis: 0)
  case .trajectory:
    let trajectory = solve(field, from: start, over: span, saving: .trajectory, with: solver).trajectory
    return concatenated(
      [trajectory(at: 0.2), trajectory(at: 1.77), trajectory(at: 1.77) * trajectory(at: 0.9)],
      alongAxis: 0)
  }
}

@Suite("Discrete gradients")
struct GradientAgreementTests {
  let start = samples([4], from: 0.2, to: 0.8)
  let field = ForcedLogistic(rate: samples([4], from: 1, to: 2, seed: 1))
  let span = TimeSpan(from: 0.1, to: 1.9)

  /// The gradients of a weighted sum, one behind the other.
  private func gradients(_ kind: Output, _ solver: Solver) -> [Double] {
    let (value, pullback) = valueWithPullback(at: field, start, span) { field, start, span in
      output(field, start, span, kind, solver)
    }
    let (fieldPart, startPart, spanPart) = pullback(weights(like: value))
    return fieldPart.rate.elements + startPart.elements + [spanPart.start, spanPart.end]
  }

  @Test(
    "Kept pullbacks, checkpoints and recursive checkpoints agree, whatever is saved",
    arguments: Output.allCases, [Method.rk4, .tsitouras5, .dormandPrince8])
  private func agreement(_ kind: Output, _ method: Method) {
    var controls = [StepControl.steps(12), .stepSize(0.17).landing(on: [0.7]).restarting(at: [1.2])]
    if method.errorOrder != nil {
      controls.append(.adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6))
    }
    for control in controls {
      let reference = gradients(kind, Solver(method, control))
      #expect(reference.contains { abs($0) > 0.1 })
      let others = [GradientMethod.direct] + [1, 2, 3, 5, 100].map { .recursive(budget: $0) }
      for gradient in others {
        let found = gradients(kind, Solver(method, control, gradient: gradient))
        let difference = zip(reference, found).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference < 1e-12, "\(gradient), \(control.rule)")
      }
    }
  }

  @Test("They are those of difference quotients, whatever is saved", arguments: Output.allCases)
  private func differences(_ kind: Output) {
    for method in [Method.rk4, .tsitouras5, .verner6] {
      let solver = Solver(method, .steps(6), gradient: .recursive(budget: 2))
      #expect(gradientError(at: start) { output(field, $0, span, kind, solver) } < 1e-8)
      let error = gradientError(at: field.rate) {
        output(ForcedLogistic(rate: $0), start, span, kind, solver)
      }
      #expect(error < 1e-8)
    }
  }

  @Test(
    "A solve that stops early has the gradient of what it reached",
    arguments: [GradientMethod.direct, .checkpointed, .recursive(budget: 3)])
  func partialSolves(_ gradient: GradientMethod) {
    let limited = Solver(.rk4, .stepSize(0.125), gradient: gradient, stepLimit: 5)
    let whole = Solver(.rk4, .stepSize(0.125), gradient: gradient)
    let (short, shortPullback) = valueWithPullback(at: field, start) {
      solve($0, from: $1, over: 0...4, with: limited).end
    }
    let (long, longPullback) = valueWithPullback(at: field, start) {
      solve($0, from: $1, over: 0...0.625, with: whole).end
    }
    #expect(largestDifference(short, long) < 1e-15)
    let upstream = weights(like: start)
    #expect(largestDifference(shortPullback(upstream).0.rate, longPullback(upstream).0.rate) < 1e-14)
    #expect(largestDifference(shortPullback(upstream).1, longPullback(upstream).1) < 1e-14)
  }
}
