import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Gradients of quantities along a solution")
struct IntegrandGradientTests {
  @Test(
    "Gradients are exact in the state, the parameters and both ends",
    arguments: [
      Solver(.rk4, .steps(8)), Solver(.adamsMoulton4, .steps(9)),
      Solver(.bogackiShampine3, .steps(8), gradient: .direct),
      Solver(.rk4, .stepSize(0.23), gradient: .recursive(budget: 3)),
    ])
  func gradients(_ solver: Solver) {
    let start = samples([2, 3], from: 0.2, to: 0.8)
    let rate = samples([3], from: 1, to: 2, seed: 1)
    #expect(gradientError(at: start) { regularised(rate, $0, 0, 1.4, solver) } < 1e-8)
    #expect(gradientError(at: rate) { regularised($0, start, 0, 1.4, solver) } < 1e-8)
    if case .stepSize = solver.stepControl.rule { return }
    let ends = Tensor(shape: [2], elements: [0.1, 1.5], scalarType: .float64)
    #expect(
      gradientError(at: ends) { ends in
        let parts = ends.split(alongAxis: 0, sizes: [1, 1])
        return regularised(rate, start, parts[0].sum().scalar, parts[1].sum().scalar, solver)
      } < 1e-8)
  }

  @Test("The gradient of the Jacobian's norm is that of the difference quotient")
  func jacobianGradient() {
    let start = samples([4], from: 0.2, to: 1.2)
    let scale = samples([4], from: 1, to: 2, seed: 5)
    let probe = samples([4], from: -1, to: 1, seed: 3)
    #expect(gradientError(at: start) { jacobianLoss(scale, $0, probe) } < 1e-8)
    #expect(gradientError(at: scale) { jacobianLoss($0, start, probe) } < 1e-8)
  }
}

/// Kinetic energy and path length of each sample, and the end.
@differentiable(reverse)
private func regularised(
  _ rate: Tensor, _ start: Tensor, _ first: Double, _ last: Double, _ solver: Solver
) -> Tensor {
  let field = ForcedLogistic(rate: rate)
    .integrating(KineticEnergy(per: .sample(alongAxis: 0)))
    .integrating(OfFirst(PathLength(smoothing: 0.1)))
  let inner = field.field.start(from: start, at: 0)
  let solution = solve(
    field, from: field.start(from: inner, at: 0), over: TimeSpan(from: first, to: last), with: solver)
  let end = solution.end
  return end.first.first.sum(alongAxis: 1).reshaped(to: [2]) + end.first.second + end.second
}

@differentiable(reverse)
private func jacobianLoss(_ scale: Tensor, _ start: Tensor, _ probe: Tensor) -> Tensor {
  let field = Exponentials(scale: scale)
  let augmented = field.integrating(
    JacobianNorm(of: field, along: withoutDerivative(at: probe), distance: 0.1))  // far from exact
  let state = augmented.start(from: start, at: 0)
  return solve(augmented, from: state, over: 0...1, with: Solver(.rk4, .steps(6))).end.second
}
