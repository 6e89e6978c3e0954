import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Stacked flows")
struct FlowStackTests {
  let start = samples([4, 3], seed: 1)

  private func flow(_ seed: Int, _ from: Double, _ to: Double, _ solver: Solver) -> DepthFlow<Perceptron> {
    DepthFlow(Perceptron(3, seed: seed), over: TimeSpan(from: from, to: to), with: solver)
  }

  private var flows: [DepthFlow<Perceptron>] {
    [
      flow(1, 0, 0.7, Solver(.rk4, .steps(5))), flow(2, 0.7, 2, Solver(.heun, .steps(9))),
      flow(3, 0, -0.5, Solver(.dormandPrince5, .steps(3))),
    ]
  }

  @Test("A stack is one flow after the other, and its costs add up")
  func chain() {
    let stacked = FlowStack(flows)(start)
    var (state, statistics) = (start, Statistics())
    for flow in flows {
      let solution = flow(state)
      state = solution.end
      statistics += solution.statistics
    }
    #expect(largestDifference(stacked.end, state) == 0)
    #expect(stacked.statistics == statistics && stacked.statistics.steps == 18)
    #expect(stacked.endTime == -0.5 && stacked.outcome == .reachedEnd)
  }

  @Test("Two halves of a span are the whole")
  func halves() {
    let field = Perceptron(3)
    let parts = [(0.0, 1.0), (1.0, 2.0)].map { from, to in
      DepthFlow(field, over: TimeSpan(from: from, to: to), with: Solver(.rk4, .steps(10)))
    }
    let whole = integrate(field, from: start, over: 0...2, with: Solver(.rk4, .steps(20)))
    #expect(largestDifference(FlowStack(parts)(start).end, whole) < 1e-13)
  }

  @Test("The first failure is reported, with what had been reached")
  func failure() {
    var failing = flows
    failing[1].solver.stepLimit = 4
    let solution = FlowStack(failing)(start)
    #expect(solution.outcome == .stepLimit)
    #expect(solution.statistics.steps == 5 + 4 + 1 && solution.endTime < 2 && solution.endTime > 0.7)
    #expect(largestDifference(solution.end, failing[1](flows[0](start).end).end) == 0)
    let gradient = pullback(at: FlowStack(failing)) { [start] in $0(start).end }(start)
    #expect(gradient.flows.base.count == 3)
    #expect(gradient.flows.base[2].field.weight.isShapelessZero)
    #expect(!gradient.flows.base[0].field.weight.isShapelessZero)
  }

  @Test("Gradients in the start and in each flow are exact")
  func gradients() {
    let (start, flows) = (start, flows)
    #expect(gradientError(at: start) { FlowStack(flows)($0).end } < 1e-8)
    for index in 0..<3 {
      let error = gradientError(at: flows[index].field.weight) { weight in
        replaced(flows, index, by: weight)(start).end
      }
      #expect(error < 1e-8)
    }
  }

  @Test("Parameters are those of the flows, and a new solver is that of all")
  func forwarding() {
    var stack = FlowStack(flows)
    #expect(
      stack.namedParameters.map(\.name) == [
        "flows.0.field.weight", "flows.1.field.weight", "flows.2.field.weight",
      ])
    #expect(stack.solver == flows[0].solver)
    stack.solver = Solver(.euler, .steps(2))
    #expect(stack.flows.allSatisfy { $0.solver == Solver(.euler, .steps(2)) })
  }
}

/// Returns a stack with another weight in one of its flows.
@differentiable(reverse,wrt: weight)
private func replaced(
  _ flows: [DepthFlow<Perceptron>], _ index: Int, by weight: Tensor
) -> FlowStack<Perceptron> {
  let before = withoutDerivative(at: Array(flows[..<index]))
  let after = withoutDerivative(at: Array(flows[(index + 1)...]))
  let old = withoutDerivative(at: flows[index])
  let new = DepthFlow(
    Perceptron(weight: weight), over: withoutDerivative(at: old.span), with: withoutDerivative(at: old.solver)
  )
  return FlowStack(before + [new] + after)
}
