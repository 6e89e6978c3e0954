import ContinuousDepth
import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Regularisers that add up")
struct PenaltyTests {
  private let weight = samples([3, 3], from: -1.2, to: 1.3, seed: 2)
  private let start = samples([2, 3], seed: 4)

  private func flow(_ weight: Tensor, _ control: StepControl) -> DepthFlow<Squashing> {
    DepthFlow(
      Squashing(weight: weight), over: TimeSpan(from: 0.5, to: 2), with: Solver(.dormandPrince5, control))
  }

  private func adaptive(_ norm: ErrorNorm = .all) -> StepControl {
    .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6, norm: norm)
  }

  @Test("A sum of penalties is the weighted sum of each, with the gradient")
  func sums() {
    let field = Squashing(weight: weight)
    let sum = MeanSquare().scaled(by: 0.3).adding(MeanMagnitude()).adding(MeanSquare().scaled(by: 2))
    #expect(abs(sum(field) - (2.3 * MeanSquare()(field) + MeanMagnitude()(field))) < 1e-14)
    let error = gradientError(at: weight) { weight in
      let field = Squashing(weight: weight)
      let penalty = MeanSquare().scaled(by: 0.3).adding(MeanMagnitude())(field)
      return square(weight).sum().scaled(by: penalty)
    }
    #expect(error < 1e-8)
  }

  @Test("A sum of integrands is integrated to the weighted sum of their integrals")
  func integrands() {
    let flow = flow(weight, .steps(8))
    let probe = samples([2, 3], seed: 9)
    let jacobian = JacobianNorm(of: flow.field, along: probe)
    let sum = KineticEnergy().scaled(by: 0.5).adding(jacobian.scaled(by: 2)).adding(PathLength())
    func integral<Quantity: Integrand>(_ quantity: Quantity) -> Double where Quantity.State == Tensor {
      flow(start, integrating: quantity, error: .ignored).end.second.scalar
    }
    let parts = 0.5 * integral(KineticEnergy()) + 2 * integral(jacobian) + integral(PathLength())
    #expect(abs(integral(sum) - parts) < 1e-12)
    #expect(integral(KineticEnergy()) > 0.1)
  }

  @Test("State and penalty along a flow have the gradient of central differences")
  func gradient() {
    let (start, probe) = (start, samples([2, 3], seed: 9))
    let error = gradientError(at: weight) { weight in
      regularised(weight, from: start, probe: probe)
    }
    #expect(error < 1e-8)
    let fixed = weight
    #expect(gradientError(at: start) { regularised(fixed, from: $0, probe: probe) } < 1e-8)
  }

  @Test("A quantity whose error is ignored leaves the steps as they are, and one that counts does not")
  func steps() {
    let plain = flow(weight, adaptive())
    let alone = plain(start)
    let ignored = plain(start, integrating: FastRipples(), error: .ignored)
    let counted = plain(start, integrating: FastRipples(), error: .counted)
    #expect(ignored.statistics == alone.statistics && ignored.end.first == alone.end)
    #expect(counted.statistics.evaluations > alone.statistics.evaluations)
    for norm in [ErrorNorm.blocks, .part([0])] {
      let solution = flow(weight, adaptive(norm))(start, integrating: FastRipples(), error: .ignored)
      #expect(solution.end.first == alone.end)
    }
  }
}

/// The end of a flow and, below, the sum of two penalties along it.
@differentiable(reverse)
private func regularised(_ weight: Tensor, from start: Tensor, probe: Tensor) -> Tensor {
  let flow = DepthFlow(
    Squashing(weight: weight), over: withoutDerivative(at: TimeSpan(from: 0, to: 1)),
    with: withoutDerivative(at: Solver(.rk4, .steps(5))))
  // Far from exact, where the gradient is still that of the difference.
  let jacobian = JacobianNorm(of: flow.field, along: withoutDerivative(at: probe), distance: 0.1)
  let quantity = KineticEnergy().scaled(by: 0.5).adding(jacobian.scaled(by: 0.2))
  let end = flow(start, integrating: quantity, error: .ignored).end
  return concatenated([end.first.reshaped(to: [6]), end.second.reshaped(to: [1])], alongAxis: 0)
}
