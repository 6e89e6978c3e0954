import GraphODE
import Testing
import _TestSupport

@Suite("Steady CGNN flow")
struct SteadyCGNNFlowTests {
  private let problem: NetworkProblem

  init() throws { problem = try NetworkProblem() }

  private func flow(
    _ method: PositiveDefiniteSolver.Method = .automatic, alpha: Double = 0.8
  ) -> SteadyCGNNFlow {
    SteadyCGNNFlow(
      over: problem.adjacency, alpha: alpha,
      solver: PositiveDefiniteSolver(
        method, conjugateGradients: ConjugateGradients(tolerance: 1e-13, iterationLimit: 100)))
  }

  @Test(
    "The gradient of every parameter agrees with central differences",
    arguments: PositiveDefiniteSolver.Method.allCases)
  func gradients(method: PositiveDefiniteSolver.Method) {
    #expect(networkGradientError(problem.network(flow(method)), problem.features) < 1e-8)
  }

  @Test("The flow of the paper's field tends to the steady one")
  func limit() {
    let start = samples([5, 3])
    var settings = problem.settings(.dampedDiffusion)
    settings.endTime = 400
    settings.solver = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10))
    let long = CGNNFlow(over: problem.adjacency, settings: settings)(start)
    let steady = flow()(start)
    #expect(steady.outcome == .reachedEnd && steady.endTime == .infinity)
    #expect(largestDifference(steady.end, long.end) < 1e-8)
  }

  @Test("A factorisation counts as one evaluation, conjugate gradients as their iterations")
  func statistics() {
    let start = samples([5, 3])
    #expect(flow(.factorization)(start).statistics.evaluations == 1)
    #expect(flow(.conjugateGradients)(start).statistics.evaluations > 1)
    #expect(flow()(start).statistics.steps == 1)
  }

  @Test("Renumbering the nodes renumbers the logits")
  func permutation() {
    let order = [3, 0, 4, 1, 2]
    let permuted = problem.network(
      SteadyCGNNFlow(
        over: problem.graph.permuted(by: order).operator(
          normalised: .cgnnCode(selfLoopWeight: 0.5), scalarType: .float64), alpha: 0.8))
    let logits = problem.network(flow())(problem.features).logits.gatheringRows(order)
    #expect(largestDifference(permuted(problem.features.gatheringRows(order)).logits, logits) < 1e-13)
  }

  @Test("Shares of 1 have no steady state, which gives no logits instead of wrong ones")
  func failedSolve() {
    var flow = flow()
    flow.alphaLogit = Tensor(repeating: 60, shape: [5], scalarType: .float64)
    #expect(flow(samples([5, 3])).outcome == .unsolvedStep)
    #expect(problem.network(flow)(problem.features).logits.elements.allSatisfy { $0.isNaN })
    flow.alphaLogit = Tensor(repeating: .nan, shape: [5], scalarType: .float64)
    #expect(flow(samples([5, 3])).outcome == .nonFinite)
  }

  @Test("Training on the karate club learns its factions")
  func training() throws {
    let data = try NodeClassificationData.karateClub()
    let recipe = CGNNRecipe(.cgnnSteady, dataset: data.name)
    var generator = RandomGenerator(seed: 0)
    let network = recipe.steadyNetwork(
      on: data.graph, featureCount: data.featureCount, classCount: data.classCount,
      using: &generator)
    var trainer = Trainer(
      NodeClassificationTask(data: data, inputDropout: recipe.inputDropout), model: network,
      identity: "karate", optimizer: recipe.optimizer, generator: generator)
    let summary = try trainer.fit(epochs: 60)
    #expect(try #require(summary.best?.test) > 0.8)
    #expect(summary.evaluationsPerSolve == 1)
  }
}
