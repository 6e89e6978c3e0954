import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `∫ |y − c|² dt` for decays `y = y₀ e^{−λt}`, whose value and gradients are known.
@Suite("The squared distance from a target")
struct SquaredDistanceTests {
  let start = [1.2, -0.7]
  let target = [0.4, 0.9]
  let rate = 1.3
  let end = 1.7

  /// The integral of each element, at a rate.
  private func exact(_ rate: Double) -> [Double] {
    zip(start, target).map { start, target in
      start * start * (1 - exp(-2 * rate * end)) / (2 * rate)
        - 2 * target * start * (1 - exp(-rate * end)) / rate + target * target * end
    }
  }

  @Test(
    "The integral loss and its gradients are those of the closed form, by discrete and continuous adjoints",
    arguments: [GradientMethod.checkpointed, .direct, .backsolve(), .interpolated()])
  func closedForm(_ gradient: GradientMethod) {
    let solver = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10), gradient: gradient)
    let state = Tensor(shape: [2, 1], elements: start, scalarType: .float64)
    let goal = Tensor(shape: [2, 1], elements: target, scalarType: .float64)
    let (loss, pullback) = valueWithPullback(at: Tensor(rate, scalarType: .float64), state) {
      integralLoss($0, $1, until: 1.7, to: goal, per: .state, solver)
    }
    #expect(abs(loss.scalar - exact(rate).reduce(0, +)) < 1e-8)
    let (rateGradient, stateGradient) = pullback(Tensor(1, scalarType: .float64))
    let quotient = (exact(rate + 1e-5).reduce(0, +) - exact(rate - 1e-5).reduce(0, +)) / 2e-5
    #expect(abs(rateGradient.scalar - quotient) < 1e-7)
    for (index, found) in stateGradient.elements.enumerated() {
      let expected =
        start[index] * (1 - exp(-2 * rate * end)) / rate
        - 2 * target[index] * (1 - exp(-rate * end)) / rate
      #expect(abs(found - expected) < 1e-7)
    }
  }

  @Test("Each sample may have one of its own, and a target may repeat over the rows")
  func samples() {
    let state = Tensor(shape: [2, 1], elements: start, scalarType: .float64)
    let goal = Tensor(shape: [2, 1], elements: target, scalarType: .float64)
    let solver = Solver(.dormandPrince8, .steps(40))
    let rate = Tensor(rate, scalarType: .float64)
    let each = integralLoss(rate, state, until: 1.7, to: goal, per: .sample(alongAxis: 0), solver)
    #expect(each.shape == [2])
    for (found, expected) in zip(each.elements, exact(self.rate)) { #expect(abs(found - expected) < 1e-12) }
    let distance = SquaredDistance(to: Tensor(shape: [1], elements: [0.5], scalarType: .float64))
    #expect(abs(distance(state, velocity: state, at: 0).scalar - (0.49 + 1.44)) < 1e-15)
  }
}

@differentiable(reverse,wrt: (rate, state))
private func integralLoss(
  _ rate: Tensor, _ state: Tensor, until end: Double, to target: Tensor, per scope: IntegrandScope,
  _ solver: Solver
) -> Tensor {
  let field = Decay(rate: rate).integrating(SquaredDistance(to: target, per: scope))
  return solve(field, from: field.start(from: state, at: 0), over: 0...end, with: solver).end.second
}
