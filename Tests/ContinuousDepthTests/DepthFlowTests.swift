import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

/// Decay at a learned rate: `dy/dt = −r y`.
private struct Decay: VectorField, Parameterized {
  var rate: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -(state * rate) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
  }
}

@Suite("Flows over depth")
struct DepthFlowTests {
  @Test("A flow is the integral of its field, with the field's gradient")
  func gradient() {
    let start = samples([3, 2], seed: 1)
    let error = gradientError(at: Tensor(0.7, scalarType: .float64)) { rate in
      let flow = DepthFlow(
        Decay(rate: rate), over: TimeSpan(from: 0, to: 2), with: Solver(.rk4, .steps(20)))
      return flow(start).end
    }
    #expect(error < 1e-8)
  }
}
