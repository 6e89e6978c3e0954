import ContinuousDepth
import Graphs
import Integrators
import Layers
import Tensors
import Testing
import Training
import VectorFields
import _TestSupport

private typealias GraphHybrid = HybridField<FixedField<SourcedDiffusion>, GraphConvolutionField>

/// Diffusion of one channel, which is known, beside two channels that a graph convolution moves.
@Suite("Known diffusion beside a learned graph convolution")
struct HybridGraphTests {
  private static let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)]

  private static func adjacency(_ edges: [(Int, Int)] = edges) throws -> GraphOperator {
    try Graph(nodeCount: 6, edges: edges).operator(
      normalised: .symmetric(selfLoopWeight: 0.5), scalarType: .float64)
  }

  private static func field(_ adjacency: GraphOperator, seed: UInt64) -> GraphHybrid {
    var generator = RandomGenerator(seed: seed)
    return HybridField(
      FixedField(
        SourcedDiffusion(
          rate: Tensor(repeating: 1.5, shape: [6], scalarType: .float64), source: .zero, over: adjacency)),
      channels: 1,
      beside: GraphConvolutionField(3, hidden: [8], over: adjacency, using: &generator))
  }

  let start = samples([6, 4, 3])

  @Test("The known channel diffuses as it does alone, beside any learned ones")
  func known() throws {
    let field = Self.field(try Self.adjacency(), seed: 1)
    let solver = Solver(.rk4, .steps(5))
    let end = integrate(field, from: start, over: 0...2, with: solver)
    let alone = integrate(
      field.expert.base, from: start.sliced(alongAxis: 2, 0..<1), over: 0...2, with: solver)
    #expect(largestDifference(end.sliced(alongAxis: 2, 0..<1), alone) < 1e-14)
    #expect(largestDifference(end, start) > 0.1)
  }

  @Test("Another numbering of the nodes is another numbering of the solution")
  func permutation() throws {
    let order = [3, 5, 0, 4, 1, 2]
    let places = (0..<6).map { node in order.firstIndex(of: node) ?? 0 }
    let moved = Self.field(try Self.adjacency(Self.edges.map { (places[$0], places[$1]) }), seed: 1)
    let solver = Solver(.rk4, .steps(5))
    let end = integrate(Self.field(try Self.adjacency(), seed: 1), from: start, over: 0...2, with: solver)
    let found = integrate(moved, from: start.gatheringRows(order), over: 0...2, with: solver)
    #expect(largestDifference(found, end.gatheringRows(order)) < 1e-13)
  }

  @Test("Gradients are difference quotients: in the state and in the learned weights")
  func gradients() throws {
    let (field, x) = (Self.field(try Self.adjacency(), seed: 1), start)
    let solver = Solver(.rk4, .steps(2))
    #expect(gradientError(at: x) { integrate(field, from: $0, over: 0...1, with: solver) } < 1e-8)
    let learned = field.learned
    let (expert, second) = (field.expert, learned.layers[1])
    #expect(
      gradientError(at: learned.layers[0].weight) {
        let layers = [Linear(weight: $0, bias: learned.layers[0].bias), second]
        let field = HybridField(
          expert, channels: 1, beside: GraphConvolutionField(layers: layers, over: learned.adjacency))
        return integrate(field, from: x, over: 0...1, with: solver)
      } < 1e-8)
  }

  @Test("Training finds what is unknown: the error falls to a hundredth, on other starts too")
  func training() throws {
    let adjacency = try Self.adjacency()
    let (truth, solver) = (Self.field(adjacency, seed: 1), Solver(.rk4, .steps(4)))
    var field = Self.field(adjacency, seed: 2)
    let (others, x) = (samples([6, 4, 3], seed: 11), start)
    let target = integrate(truth, from: x, over: 0...1, with: solver)
    let otherTarget = integrate(truth, from: others, over: 0...1, with: solver)
    func otherError() -> Double {
      square(integrate(field, from: others, over: 0...1, with: solver) - otherTarget).mean().scalar
    }
    let before = otherError()
    var optimizer = Optimizer(.adam(), learningRate: 0.02)
    var losses: [Double] = []
    for _ in 0..<300 {
      let (loss, gradient) = valueWithGradient(at: field) { field in
        square(integrate(field, from: x, over: 0...1, with: solver) - target).mean().scalar
      }
      losses.append(loss)
      optimizer.update(&field, along: gradient)
    }
    #expect(losses[299] < losses[0] / 100, "\(losses[0]) → \(losses[299])")
    #expect(otherError() < before / 10, "\(before) → \(otherError())")
    #expect(field.expert.base.rate == truth.expert.base.rate)
  }
}
