import GraphODE
import Testing
import _TestSupport

/// A small problem in float64: a triangle with a tail, features that are mostly zero.
struct NetworkProblem {
  let graph: Graph
  let features: SparseMatrix
  var solver = Solver(.rk4, .steps(4))

  init() throws {
    graph = try Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])
    features = SparseMatrix(relu(samples([5, 6], seed: 3)))
  }

  func settings(
    _ equation: CGNNEquation, _ sourceGradient: SourceGradient = .attached
  ) -> CGNNSettings {
    CGNNSettings(
      equation: equation, alpha: 0.8, endTime: 2, sourceGradient: sourceGradient, solver: solver)
  }

  var adjacency: GraphOperator {
    graph.operator(normalised: .cgnnCode(selfLoopWeight: 0.5), scalarType: .float64)
  }

  func network<Flow: GraphFlow>(_ flow: Flow) -> NodeClassificationNetwork<Flow> {
    var generator = RandomGenerator(seed: 4)
    return NodeClassificationNetwork(
      encoder: Linear(6, to: 3, scalarType: .float64, using: &generator), flow: flow,
      decoder: Linear(3, to: 2, scalarType: .float64, using: &generator))
  }
}

/// Returns the largest difference between a network's gradient and central differences, over all
/// parameters, for a fixed weighted sum of the logits.
func networkGradientError<Flow: GraphFlow>(
  _ network: NodeClassificationNetwork<Flow>, _ features: SparseMatrix
) -> Double {
  let (prediction, pullback) = valueWithPullback(at: network) { $0(features) }
  let upstream = weights(like: prediction.logits)
  var gradients: [String: Tensor] = [:]
  var copy = network
  copy.visitParameters(
    along: pullback(.init(logits: upstream)),
    with: ParameterVisitor { name, _, gradient in gradients[name] = gradient })

  var largest = 0.0
  for (name, value) in network.namedParameters {
    guard let gradient = gradients[name]?.elements else { return .infinity }
    for index in 0..<value.elementCount {
      func weightedLogits(_ step: Double) -> Double {
        var moved = network
        moved.visitParameters(
          along: .zero,
          with: ParameterVisitor { other, parameter, _ in
            guard other == name else { return }
            var elements = parameter.elements
            elements[index] += step
            parameter = Tensor(shape: parameter.shape, elements: elements, scalarType: .float64)
          })
        return moved(features).logits.dotProduct(with: upstream)
      }
      let quotient = (weightedLogits(1e-5) - weightedLogits(-1e-5)) / 2e-5
      largest = max(largest, abs(gradient[index] - quotient))
    }
  }
  return largest
}

@Suite("Networks that classify nodes")
struct NetworkTests {
  private let problem: NetworkProblem

  init() throws { problem = try NetworkProblem() }

  @Test(
    "The gradient of every parameter agrees with central differences", arguments: CGNNEquation.allCases,
    [Solver(.rk4, .steps(4)), .exponential(tolerance: 1e-13)])
  func gradients(equation: CGNNEquation, solver: Solver) {
    var problem = problem
    problem.solver = solver
    let settings = problem.settings(equation)
    let plain = problem.network(CGNNFlow(over: problem.adjacency, settings: settings))
    #expect(networkGradientError(plain, problem.features) < 1e-8)
    var mixing = problem.network(
      MixingCGNNFlow(over: problem.adjacency, channels: 3, settings: settings))
    // Inside the clamp, where the derivative is not cut off.
    mixing.flow.mixing.spectrum = samples([3], from: 0.2, to: 0.8)
    #expect(networkGradientError(mixing, problem.features) < 1e-8)
  }

  @Test("A detached source changes the gradient of the encoder, and nothing else")
  func detachedSource() throws {
    func parts(_ sourceGradient: SourceGradient) -> (NodePrediction, [String: Tensor]) {
      let network = problem.network(
        CGNNFlow(
          over: problem.adjacency, settings: problem.settings(.sourcedDiffusion, sourceGradient)))
      let features = problem.features
      let (prediction, pullback) = valueWithPullback(at: network) { $0(features) }
      var gradients: [String: Tensor] = [:]
      var copy = network
      copy.visitParameters(
        along: pullback(.init(logits: weights(like: prediction.logits))),
        with: ParameterVisitor { name, _, gradient in gradients[name] = gradient })
      return (prediction, gradients)
    }
    let (attached, detached) = (parts(.attached), parts(.detached))
    #expect(attached.0.logits == detached.0.logits)
    #expect(attached.1["decoder.weight"] == detached.1["decoder.weight"])
    #expect(attached.1["flow.alphaLogit"] == detached.1["flow.alphaLogit"])
    let difference = largestDifference(
      try #require(attached.1["encoder.weight"]), try #require(detached.1["encoder.weight"]))
    #expect(difference > 1e-3)
  }

  @Test("A mixing network starts as the network without mixing")
  func mixingStart() {
    let settings = problem.settings(.sourcedDiffusion)
    let plain = problem.network(CGNNFlow(over: problem.adjacency, settings: settings))
    let mixing = problem.network(
      MixingCGNNFlow(over: problem.adjacency, channels: 3, settings: settings))
    let (first, second) = (plain(problem.features).logits, mixing(problem.features).logits)
    #expect(largestDifference(first, second) < 1e-14)
  }

  @Test("The flow of Cora's recipe takes at most 16 products", arguments: [CGNNVariant.cgnn, .cgnnPaper])
  func products(variant: CGNNVariant) throws {
    // The products depend on the spectrum alone, and that on the largest degree, which is Cora's here.
    let star = try Graph(nodeCount: 169, edges: (1..<169).map { (0, $0) })
    let recipe = CGNNRecipe(variant, dataset: "cora")
    let flow = CGNNFlow(over: recipe.adjacency(of: star), settings: recipe.settings)
    let solution = flow(.ones([169, 16]))
    #expect(solution.outcome == .reachedEnd && solution.statistics.steps == 1)
    #expect(solution.statistics.evaluations <= 16, "\(solution.statistics)")
    let stepped = CGNNFlow(
      over: flow.adjacency.converted(to: .float64),
      settings: CGNNSettings(
        equation: recipe.settings.equation, alpha: recipe.settings.alpha,
        endTime: recipe.settings.endTime,
        solver: Solver(
          .dormandPrince5, .adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10))))
    let exact = stepped(.ones([169, 16], scalarType: .float64)).end
    #expect(largestDifference(solution.end.converted(to: .float64), exact) < 1e-5 * 13)
  }

  @Test("Renumbering the nodes renumbers the logits")
  func permutation() throws {
    let order = [3, 0, 4, 1, 2]
    let settings = problem.settings(.dampedDiffusion)
    let network = problem.network(CGNNFlow(over: problem.adjacency, settings: settings))
    let permuted = problem.network(
      CGNNFlow(
        over: problem.graph.permuted(by: order).operator(
          normalised: .cgnnCode(selfLoopWeight: 0.5), scalarType: .float64), settings: settings))
    let logits = network(problem.features).logits.gatheringRows(order)
    #expect(largestDifference(permuted(problem.features.gatheringRows(order)).logits, logits) < 1e-13)
  }

  @Test("A solve that fails gives no logits instead of wrong ones")
  func failedSolve() {
    var problem = problem
    problem.solver = Solver(.rk4, .steps(4), stepLimit: 2)
    let network = problem.network(
      CGNNFlow(over: problem.adjacency, settings: problem.settings(.sourcedDiffusion)))
    #expect(network(problem.features).logits.elements.allSatisfy { $0.isNaN })
  }

  @Test("A network's parameters have their names, and projecting retracts the mixing")
  func parameters() {
    var network = problem.network(
      MixingCGNNFlow(
        over: problem.adjacency, channels: 3, settings: problem.settings(.sourcedDiffusion)))
    #expect(
      network.namedParameters.map(\.name) == [
        "encoder.weight", "encoder.bias", "flow.diffusion.alphaLogit", "flow.mixing.basis",
        "flow.mixing.spectrum", "decoder.weight", "decoder.bias",
      ])
    network.flow.mixing.basis = network.flow.mixing.basis * 1.1
    network.projectParameters()
    #expect(abs(network.flow.mixing.basis.elements[0] - (1.5 * 1.1 - 0.5 * 1.331)) < 1e-12)
  }
}

@Suite("Recipes")
struct RecipeTests {
  @Test(
    "Every recipe builds a network whose parameters its optimizer knows",
    arguments: CGNNVariant.allCases, ["cora", "citeseer", "pubmed", "amazon-photo"])
  func recipes(variant: CGNNVariant, dataset: String) throws {
    let graph = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    let recipe = CGNNRecipe(variant, dataset: dataset)
    var generator = RandomGenerator(seed: 0)
    let plain = recipe.network(on: graph, featureCount: 4, classCount: 2, using: &generator)
    let mixing = recipe.mixingNetwork(on: graph, featureCount: 4, classCount: 2, using: &generator)
    let steady = recipe.steadyNetwork(on: graph, featureCount: 4, classCount: 2, using: &generator)
    let names =
      switch variant {
      case .cgnn, .cgnnPaper: plain.namedParameters
      case .cgnnWeighted: mixing.namedParameters
      case .cgnnSteady: steady.namedParameters
      }
    #expect(recipe.optimizer.excludedFromDecay.isSubset(of: names.map(\.name)))
    let alpha = sigmoid(plain.flow.alphaLogit).elements
    #expect(alpha.allSatisfy { abs($0 - recipe.settings.alpha) < 1e-6 })
  }

  @Test("The paper's field keeps its shares out of weight decay")
  func decay() {
    #expect(CGNNRecipe(.cgnnPaper, dataset: "cora").optimizer.excludedFromDecay == ["flow.alphaLogit"])
    #expect(CGNNRecipe(.cgnnSteady, dataset: "cora").optimizer.excludedFromDecay == ["flow.alphaLogit"])
    #expect(CGNNRecipe(.cgnn, dataset: "cora").optimizer.excludedFromDecay.isEmpty)
  }
}
