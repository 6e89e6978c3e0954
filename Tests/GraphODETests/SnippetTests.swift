import Foundation
// snippet: quick-start
import GraphODE
// snippet: end
import Testing

/// The code that README.md and the documentation show.
@Suite("Snippets")
struct SnippetTests {
  @Test("README and documentation show tested code")
  func areCurrent() throws {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let output = Pipe()
    let check = Process()
    check.executableURL = root.appending(path: "scripts/check-snippets")
    check.standardError = output
    try check.run()
    let words = try output.fileHandleForReading.readToEnd() ?? Data()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
  }

  @Test("The quick start trains a classifier")
  func quickStart() throws {
    // snippet: quick-start
    let data = try NodeClassificationData.karateClub()  // or .cora(), once it is fetched
    let adjacency = data.graph.operator(normalised: .cgnnCode(selfLoopWeight: 0.5))
    let settings = CGNNSettings(equation: .dampedDiffusion, alpha: 0.95, endTime: 6)

    var generator = RandomGenerator(seed: 0)
    let network = NodeClassificationNetwork(
      encoder: Linear(data.featureCount, to: 16, using: &generator),
      flow: CGNNFlow(over: adjacency, settings: settings),  // or a flow of your own
      decoder: Linear(16, to: data.classCount, using: &generator))

    var trainer = Trainer(
      NodeClassificationTask(data: data, inputDropout: Dropout(rate: 0.5)), model: network,
      identity: "karate", optimizer: Optimizer(.adam(), learningRate: 0.01), generator: generator)
    let summary = try trainer.fit(epochs: 100)
    print("test accuracy", summary.best?.test ?? 0)
    // snippet: end
    #expect(try #require(summary.best?.test) > 0.8)
  }

  @Test("Linear diffusion is solved")
  func diffusion() throws {
    // snippet: diffusion
    let graph = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)])
    let adjacency = graph.operator(normalised: .symmetric(selfLoopWeight: 1))
    let heat = Tensor(shape: [4, 1], elements: [1, 0, 0, 0])

    let flow = SourcedDiffusion(rate: .ones([4]), source: .zeros([4, 1]), over: adjacency)
    let solution = solve(
      flow, from: heat, over: 0...50, saving: .times([1, 10]), with: .exponential(tolerance: 1e-6))
    print(solution.statistics.evaluations, "products with the graph, for all three times")

    let damped = DampedDiffusion(
      alpha: Tensor(repeating: 0.9, shape: [4]), source: heat, over: adjacency)
    let rest = damped.steadyState(using: GraphResolvent(over: adjacency)).state  // at infinite time
    // snippet: end
    #expect(solution.states.count == 2 && solution.statistics.steps == 1)
    // What is left of the heat is the mode that diffusion keeps, the roots of the degrees.
    let mode = Tensor(
      shape: [4, 1], elements: [2.squareRoot(), 3.squareRoot(), 3.squareRoot(), 2.squareRoot()])
    let last = mode * (2.squareRoot() / 10)
    #expect((solution.end - last).elements.allSatisfy { Swift.abs($0) < 1e-5 })
    #expect(damped(rest, at: 0).elements.allSatisfy { Swift.abs($0) < 1e-5 })
  }

  @Test("The integrator serves any equation")
  func oscillator() {
    // snippet: oscillator
    struct Oscillator: VectorField {
      var frequency: Tensor

      @differentiable(reverse)
      func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
        let parts = state.split(alongAxis: 0, sizes: [1, 1])  // position and velocity
        return concatenated([parts[1], -square(frequency) * parts[0]], alongAxis: 0)
      }
    }

    let solver = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9))
    let start = Tensor(shape: [2], elements: [1, 0], scalarType: .float64)
    let slope = gradient(at: Oscillator(frequency: Tensor(1, scalarType: .float64))) { field in
      integrate(field, from: start, over: 0...2, with: solver).sum().scalar
    }
    // snippet: end
    // x + v = cos ωt − ω sin ωt, so its slope in ω at ω = 1 is −t sin t − sin t − t cos t.
    let (sine, cosine) = (0.909_297_426_825_681_7, -0.416_146_836_547_142_4)
    let truth = -2 * sine - sine - 2 * cosine
    #expect(Swift.abs(slope.frequency.scalar - truth) < 1e-7)
  }
}
