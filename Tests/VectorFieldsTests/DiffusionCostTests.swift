import Foundation
import Graphs
import Integrators
import Synchronization
import Tensors
import Testing
import VectorFields
import _TestSupport

/// Counts the evaluations of a field, those of gradients included.
private final class EvaluationCount: Sendable {
  let value = Mutex(0)

  func increase() { value.withLock { $0 += 1 } }
}

private struct CountedDiffusion: VectorField {
  var base: SourcedDiffusion
  @noDerivative let count: EvaluationCount

  @differentiable(reverse)
  init(_ base: SourcedDiffusion, _ count: EvaluationCount) {
    self.base = base
    self.count = count
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    withoutDerivative(at: count.increase())
    return base(state, at: time)
  }
}

/// What solves and gradients of diffusion cost on a random graph with 16 channels in float64.
///
/// With `GRAPHODE_REPORT` in the environment the graph has Cora's size, 2708 nodes and 5278 edges, and
/// the figures are printed that the documentation quotes; otherwise it is a tenth as large.
@Suite("Costs of diffusion", .serialized)
struct DiffusionCostTests {
  private static let isReporting = ProcessInfo.processInfo.environment["GRAPHODE_REPORT"] != nil
  private static let nodeCount = isReporting ? 2708 : 271
  private static let edgeCount = isReporting ? 5278 : 528

  private static let adjacency: GraphOperator? = {
    var next: UInt64 = 1
    func random() -> Int {
      next = next &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(next >> 33)
    }
    let edges = (0..<edgeCount).map { _ in (random() % nodeCount, random() % nodeCount) }
    return try? Graph(nodeCount: nodeCount, edges: edges, duplicates: .sum, selfLoops: .remove)
      .operator(normalised: .cgnnCode(selfLoopWeight: 0.555), scalarType: .float64)
  }()

  private static let start = samples([nodeCount, 16], from: -1, to: 1)
  private static let loose = StepControl.adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-4)
  private static let tight = StepControl.adaptive(relativeTolerance: 1e-7, absoluteTolerance: 1e-9)

  /// `ρ (Â x − x) + e` with the rate that CGNN starts from on Cora; without a source where its time
  /// is long, since the solution would grow without bound.
  private func field(sourced: Bool = true) throws -> SourcedDiffusion {
    SourcedDiffusion(
      rate: Tensor(repeating: 0.357, shape: [Self.nodeCount], scalarType: .float64),
      source: sourced ? Self.start : .zeros(like: Self.start), over: try #require(Self.adjacency))
  }

  private func relativeDistance(_ first: Tensor, _ second: Tensor) -> Double {
    let difference = first - second
    return (difference.dotProduct(with: difference) / second.dotProduct(with: second)).squareRoot()
  }

  /// Solves with each solver, and returns evaluations and the error relative to the solution.
  private func costs(
    _ solvers: [Solver], sourced: Bool, until end: Double
  ) throws -> [(evaluations: Int, error: Double)] {
    let field = try field(sourced: sourced)
    let exact = solve(
      field, from: Self.start, over: 0...end,
      with: Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12)))
    return solvers.map { solver in
      let solution = solve(field, from: Self.start, over: 0...end, with: solver)
      #expect(solution.outcome == .reachedEnd)
      let error = relativeDistance(solution.end, exact.end)
      if Self.isReporting {
        print(
          "until \(end): \(solver.method), \(description(of: solver.stepControl)):",
          String(
            format: "%d steps, %d evaluations, error %.1e", solution.statistics.steps,
            solution.statistics.evaluations, error))
      }
      return (solution.statistics.evaluations, error)
    }
  }

  private func description(of control: StepControl) -> String {
    switch control.rule {
    case .steps(let count): "\(count) steps"
    case .stepSize(let size): "steps of \(size)"
    case .adaptive(let steps): "\(steps.relativeTolerance)/\(steps.absoluteTolerance)"
    }
  }

  @Test("Over the time of CGNN, loose tolerances save most evaluations and err by a thousandth")
  func tolerances() throws {
    let solvers = [
      Solver(.dormandPrince5, Self.loose), Solver(.dormandPrince5, Self.tight),
      Solver(.tsitouras5, Self.loose), Solver(.bogackiShampine3, Self.loose),
      Solver(.dormandPrince8, Self.tight), Solver(.kvaerno5, Self.loose),
      Solver(.rk4, .steps(12)), Solver(.adamsBashforth4, .steps(50)),
    ]
    let costs = try costs(solvers, sourced: true, until: 12.1)
    #expect(costs[0].error < 1e-3)
    #expect(costs[1].evaluations > 3 * costs[0].evaluations)
  }

  @Test("Over a long time, implicit steps take fewer evaluations than explicit ones")
  func longTimes() throws {
    let implicit = NewtonKrylov(relativeTolerance: 1e-5)
    let solvers = [
      Solver(.dormandPrince5, Self.loose), Solver(.bogackiShampine3, Self.loose),
      Solver(.kvaerno3, Self.loose), Solver(.kvaerno5, Self.loose),
      Solver(.kvaerno3, Self.loose, newton: implicit),
      Solver(.kvaerno5, Self.loose, newton: implicit),
    ]
    let costs = try costs(solvers, sourced: false, until: 1000)
    #expect(costs[4].evaluations < costs[0].evaluations)
  }

  /// Returns by how much the gradient in the rates differs from the first solver's, relative to that,
  /// and whether it is computed otherwise than asked for.
  private func gradientCosts(
    _ solvers: [Solver], sourced: Bool, until end: Double
  ) throws -> [(difference: Double, fallback: GradientFallback?)] {
    var exact: Tensor?
    return try solvers.map { solver in
      let count = EvaluationCount()
      let field = CountedDiffusion(try field(sourced: sourced), count)
      BufferPool.resetPeak()
      let before = BufferPool.statistics.bytesInUse
      let (solution, pullback) = valueWithPullback(at: field, Self.start) {
        solve($0, from: $1, over: 0...end, with: solver)
      }
      let gradient = pullback(
        .init(end: solution.end, endTime: 0, states: .zero, trajectory: .zero)
      ).0.base.rate
      let states = Double(BufferPool.statistics.peakBytesInUse - before) / Double(Self.nodeCount * 16 * 8)
      let reference = exact ?? gradient
      exact = reference
      let difference = relativeDistance(gradient, reference)
      if Self.isReporting {
        print(
          "until \(end): \(solver.method), \(description(of: solver.stepControl)), \(solver.gradient):",
          String(
            format: "%d steps, %d + %d evaluations, %.0f states, differs by %.1e",
            solution.statistics.steps, solution.statistics.evaluations,
            count.value.withLock { $0 } - solution.statistics.evaluations, states, difference),
          solution.gradientFallback.map { "\($0)" } ?? "")
      }
      return (difference, solution.gradientFallback)
    }
  }

  @Test("Gradients of the computed solution agree to round-off, those of its adjoint to the tolerance")
  func gradients() throws {
    let methods = [
      GradientMethod.checkpointed, .direct, .recursive(budget: 16), .recomputed(), .interpolated(),
      .backsolve(),
    ]
    for control in [Self.loose, .steps(200)] {
      let costs = try gradientCosts(
        methods.map { Solver(.dormandPrince5, control, gradient: $0) }, sourced: true, until: 12.1)
      for cost in costs[..<4] { #expect(cost.difference < 1e-12) }
      #expect(costs[3].difference == 0)
      for cost in costs[4...] { #expect(cost.difference < 1e-2) }
    }
  }

  @Test("Steps of reversible methods are undone over the time of CGNN")
  func reversibleGradients() throws {
    let methods = [Method.asynchronousLeapfrog(), .asynchronousLeapfrog(damping: 0.9), .reversibleRK4]
    for method in methods {
      let costs = try gradientCosts(
        [GradientMethod.checkpointed, .reversible(tolerance: 1e-6)].map {
          Solver(method, .steps(200), gradient: $0)
        }, sourced: true, until: 12.1)
      #expect(costs[1].difference < 1e-6)
      #expect(costs[1].fallback == nil)
    }
    _ = try costs(methods.map { Solver($0, .steps(200)) }, sourced: true, until: 12.1)
  }

  @Test("Over a long time the state cannot be solved for backwards, nor damped steps undone")
  func longGradients() throws {
    let methods = [
      GradientMethod.checkpointed, .recursive(budget: 16), .interpolated(), .backsolve(),
    ]
    let costs = try gradientCosts(
      methods.map { Solver(.dormandPrince5, Self.loose, gradient: $0) }, sourced: false, until: 100)
    #expect(costs[1].difference < 1e-12)
    #expect(costs[2].difference < 1e-2)
    #expect(costs[3].difference.isNaN)
    let undone = try gradientCosts(
      [GradientMethod.checkpointed, .reversible(tolerance: 1e-6)].map {
        Solver(.asynchronousLeapfrog(damping: 0.6), .steps(400), gradient: $0)
      }, sourced: false, until: 100)
    #expect(undone[1].difference < 1e-12)
    #expect(undone[1].fallback != nil)
  }
}
