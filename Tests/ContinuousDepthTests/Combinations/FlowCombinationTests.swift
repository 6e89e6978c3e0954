import GraphODE
import Testing
import _TestSupport

@Suite("Flows made of flows, with every solver")
struct FlowCombinationTests {
  /// Every method that follows a field of any kind.
  private static let methods = Method.all.filter { $0.reasonAgainst(GraphConvolutionField.self) == nil }

  private let fields: [GraphConvolutionField]
  private let start = samples([4, 3], seed: 2)

  init() throws {
    let graph = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (0, 2)])
    let adjacency = graph.operator(normalised: .symmetric(selfLoopWeight: 1), scalarType: .float64)
    var generator = RandomGenerator(seed: 3)
    fields = (0..<2).map { _ in
      GraphConvolutionField(3, hidden: [4], over: adjacency, using: &generator)
    }
  }

  private func flow(_ index: Int, over span: TimeSpan, _ solver: Solver) -> DepthFlow<GraphConvolutionField> {
    DepthFlow(fields[index], over: span, with: solver)
  }

  @Test(
    "A stack is its flows one after the other, also where their gradient is concerned", arguments: methods)
  func stack(method: Method) {
    let solver = Solver(method, .steps(5))
    let (first, second) = (TimeSpan(from: 0, to: 0.5), TimeSpan(from: 0.5, to: 1))
    let stack = FlowStack([flow(0, over: first, solver), flow(1, over: second, solver)])
    let (end, pullback) = valueWithPullback(at: stack, start) { $0($1).endOrNotANumber }
    let (middle, firstBack) = valueWithPullback(at: stack.flows[0], start) { $0($1).endOrNotANumber }
    let (last, secondBack) = valueWithPullback(at: stack.flows[1], middle) { $0($1).endOrNotANumber }
    #expect(end == last)
    let (stackPart, startPart) = pullback(weights(like: end))
    let (secondPart, middlePart) = secondBack(weights(like: end))
    let (firstPart, expected) = firstBack(middlePart)
    #expect(largestDifference(startPart, expected) < 1e-14)
    for (part, expected) in zip(stackPart.flows.base, [firstPart, secondPart]) {
      let difference = largestDifference(
        part.field.layers.base[0].weight, expected.field.layers.base[0].weight)
      #expect(difference < 1e-14)
    }
    let solution = stack(start)
    #expect(solution.endTime == 1 && solution.statistics.steps == 10)
  }

  @Test(
    "A learned end time gives the flow to there, and its gradient is the velocity there", arguments: methods)
  func endTime(method: Method) {
    let control = StepControl.steps(method.order == 1 ? 2000 : 40)
    let flow = AdaptiveDepthFlow(
      fields[0], until: LearnedEndTime(after: 0.9, scalarType: .float64), with: Solver(method, control))
    let span = flow.endTime.span
    #expect(abs(span.end - 0.9) < 1e-12)
    let (end, pullback) = valueWithPullback(at: flow) { [start] in $0(start).endOrNotANumber }
    #expect(end == self.flow(0, over: span, Solver(method, control))(start).end)
    let upstream = weights(like: end)
    let gradient = pullback(upstream).endTime.parameter
    // dL/dT = ⟨p, f⟩ at the end, up to the error of the method, times dT by the parameter.
    let slope = valueWithPullback(at: flow.endTime) { $0.span.end }.pullback(1).parameter
    let expected = fields[0](end, at: span.end).dotProduct(with: upstream) * slope.scalar
    #expect(abs(gradient.scalar - expected) < 2e-3)
  }

  @Test("Augmentation, flow and decoder are what they are by themselves", arguments: methods)
  func augmentation(method: Method) {
    var generator = RandomGenerator(seed: 1)
    let solver = Solver(method, .steps(5))
    let augmentation = Augmentation(byZeros: 1)
    let decoder = Linear(3, to: 2, scalarType: .float64, using: &generator)
    let model = AugmentedFlow(
      augmentation, through: flow(0, over: TimeSpan(from: 0, to: 1), solver), to: decoder)
    let input = samples([4, 2], seed: 4)
    #expect(model(input) == decoder(model.flow(augmentation(input)).end))
    #expect(gradientError(at: input) { model($0) } < 1e-6)
  }

  @Test("A random end time is one that every method reaches, with the flow's gradient", arguments: methods)
  func randomEndTime(method: Method) {
    var generator = RandomGenerator(seed: 9)
    var flow = flow(0, over: TimeSpan(from: 0, to: 1), Solver(method, .steps(6)))
    flow.span = RandomEndTime(minimumLength: 0.25).span(near: flow.span, using: &generator)
    #expect(flow.span.end != 1 && flow(start).endTime == flow.span.end)
    let error = gradientError(at: start) { [flow] in flow($0).endOrNotANumber }
    #expect(error < 1e-6, "\(error)")
  }

  @Test("Energy along a flow leaves its end as it was", arguments: methods)
  func energy(method: Method) {
    let flow = flow(0, over: TimeSpan(from: 0, to: 1), Solver(method, .steps(12)))
    let solution = flow(start, integrating: KineticEnergy().scaled(by: 0.5), error: .ignored)
    // Implicit stages are solved to a tolerance that the integral counts in.
    #expect(largestDifference(solution.end.first, flow(start).end) < 1e-6)
    let control = StepControl.adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9)
    var exact = flow
    exact.solver = Solver(.dormandPrince5, control)
    let energy = exact(start, integrating: KineticEnergy().scaled(by: 0.5), error: .counted).end.second.scalar
    let bound = [1: 0.2, 2: 2e-2][method.order] ?? 2e-3
    #expect(abs(solution.end.second.scalar / energy - 1) < bound)
  }
}
