import Foundation
import GraphODE

/// Flows over a ring of nodes whose gradients are computed in several ways, in float64.
struct ReversibleProblem {
  /// How far undone states may be from those they came from, relative to their size.
  static let tolerance = 1e-10

  private let adjacency: GraphOperator
  private let start: Tensor
  private let source: Tensor
  private let field: GraphConvolutionField

  init(nodeCount: Int, seed: UInt64) throws {
    let ring = try Graph(
      nodeCount: nodeCount, edges: (0..<nodeCount).map { ($0, ($0 + 1) % nodeCount) })
    adjacency = ring.operator(normalised: .symmetric(selfLoopWeight: 0), scalarType: .float64)
    var generator = RandomGenerator(seed: seed)
    let channels = 8
    func draw() -> Tensor {
      Tensor(
        normalWithMean: 0, deviation: 1, shape: [nodeCount, channels], scalarType: .float64,
        using: &generator)
    }
    start = draw()
    source = draw()
    field = GraphConvolutionField(channels, hidden: [channels], over: adjacency, using: &generator)
  }

  /// Measures the gradients of a graph convolutional flow over one unit of time.
  func memory(steps: Int) -> GradientMemory {
    func measured(_ gradient: GradientMethod) -> (gradient: FlowGradient<GraphConvolutionField>, bytes: Int) {
      TensorMemory.resetPeak()
      let before = TensorMemory.bytes
      let solver = Solver(.asynchronousLeapfrog(), .steps(steps), gradient: gradient)
      let result = FlowGradient(of: field, from: start, until: 1, with: solver)
      return (result, TensorMemory.peakBytes - before)
    }
    // What a direct gradient keeps of a thousand steps is enough to see where it goes.
    let direct = steps <= 1000 ? measured(.direct) : nil
    let checkpointed = measured(.checkpointed)
    let reversible = measured(.reversible(tolerance: Self.tolerance))
    return GradientMemory(
      steps: steps, direct: direct?.bytes, checkpointed: checkpointed.bytes,
      reversible: reversible.bytes, isUndone: reversible.gradient.fallbackError == nil,
      difference: difference(reversible.gradient, direct?.gradient ?? checkpointed.gradient) {
        var parameters: [Tensor] = []
        var field = field
        field.visitParameters(
          along: $0, with: ParameterVisitor { _, _, gradient in parameters.append(gradient) })
        return parameters
      })
  }

  /// Follows diffusion for a time, in steps of 1/20, and compares its reversible gradient with the direct
  /// one.
  ///
  /// The method is damped, which keeps it stable for as long as diffusion may last, and makes each undone
  /// step amplify round-off by 5/3.
  func check(time: Double) -> ReconstructionCheck {
    let diffusion = SourcedDiffusion(
      rate: Tensor(repeating: 1, shape: [adjacency.nodeCount], scalarType: .float64), source: source,
      over: adjacency)
    func gradient(_ method: GradientMethod) -> FlowGradient<SourcedDiffusion> {
      let solver = Solver(
        .asynchronousLeapfrog(damping: 0.8), .steps(Int((20 * time).rounded())), gradient: method)
      return FlowGradient(of: diffusion, from: start, until: time, with: solver)
    }
    let direct = gradient(.direct)
    let guarded = gradient(.reversible(tolerance: Self.tolerance))
    // A tolerance that no number misses is no check at all.
    let unguarded = gradient(.reversible(tolerance: .greatestFiniteMagnitude))
    return ReconstructionCheck(
      time: time, fallbackError: guarded.fallbackError,
      guardedDifference: difference(guarded, direct) { [$0.rate, $0.source] },
      unguardedDifference: difference(unguarded, direct) { [$0.rate, $0.source] })
  }

  /// The norm of the difference of two gradients, relative to that of the second one.
  private func difference<Field: VectorField>(
    _ gradient: FlowGradient<Field>, _ reference: FlowGradient<Field>,
    parts: (Field.TangentVector) -> [Tensor]
  ) -> Double {
    let tensors = [gradient.state] + parts(gradient.field)
    let references = [reference.state] + parts(reference.field)
    var (distance, size) = (0.0, 0.0)
    for (tensor, reference) in zip(tensors, references) {
      let error = tensor - reference
      distance += error.dotProduct(with: error)
      size += reference.dotProduct(with: reference)
    }
    return (distance / size).squareRoot()
  }
}

/// The gradient of half the squared norm of a flow's end.
private struct FlowGradient<Field: VectorField> where Field.State == Tensor {
  let field: Field.TangentVector
  let state: Tensor

  /// How far the first steps that were looked at missed the states that they came from, where the gradient is not that
  /// of undone steps.
  let fallbackError: Double?

  init(of field: Field, from start: Tensor, until end: Double, with solver: Solver) {
    let (solution, pullback) = valueWithPullback(at: field, start) { field, start in
      solve(field, from: start, over: 0...end, with: solver)
    }
    let upstream = valueWithPullback(at: solution) { $0.end }.pullback(solution.end)
    (self.field, state) = pullback(upstream)
    if case .inexactReconstruction(let error) = solution.gradientFallback {
      fallbackError = error
    } else {
      fallbackError = nil
    }
  }
}
