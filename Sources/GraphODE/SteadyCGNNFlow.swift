public import Graphs
public import Integrators
public import Layers
public import Tensors
import VectorFields

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The flow of a continuous graph neural network of infinite depth: its steady state.
///
/// It is what ``CGNNFlow`` with ``CGNNEquation/dampedDiffusion`` tends to as its end time grows,
/// `(I − A)⁻¹ E = Σₙ Aⁿ E` with `A = ½ diag(α) (I + Â)` and the start `E` as the source. Equations
/// are solved instead of stepped through, with one factorisation of the graph's matrix for all
/// channels and for the gradient. Nothing of the start is left in a steady state, so that the source
/// always has its derivative.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
/// the limit of the first of its two cases.
public struct SteadyCGNNFlow: GraphFlow, Sendable {
  /// The logits of the shares `α`, `[nodeCount]`.
  public var alphaLogit: Tensor

  /// The solver of systems over the normalised adjacency `Â`.
  @noDerivative public let resolvent: GraphResolvent

  /// Creates a flow whose shares all equal `alpha`.
  ///
  /// - Parameters:
  ///   - adjacency: The normalised adjacency `Â`; its scalar type is that of the flow.
  ///   - alpha: The share that every node starts with.
  ///   - solver: How the equations are solved.
  /// - Precondition: `alpha` lies in 0…1, both excluded, and the adjacency is symmetric.
  public init(
    over adjacency: GraphOperator, alpha: Double,
    solver: PositiveDefiniteSolver = PositiveDefiniteSolver()
  ) {
    precondition(alpha > 0 && alpha < 1, "The share α is \(alpha), but must lie between 0 and 1.")
    alphaLogit = Tensor(
      repeating: log(alpha / (1 - alpha)), shape: [adjacency.nodeCount], scalarType: adjacency.scalarType)
    resolvent = GraphResolvent(over: adjacency, solver: solver)
  }

  /// Returns the steady state with the source `start`, `[nodeCount, channels]`, at infinite time.
  ///
  /// The statistics count it as one step; an evaluation is a product with the graph's matrix, which a
  /// factorisation needs one of.
  @differentiable(reverse)
  public func callAsFunction(_ start: Tensor) -> Solution<Tensor> {
    let field = DampedDiffusion(
      alpha: sigmoid(alphaLogit), source: start, over: resolvent.adjacency)
    let found = field.steadyState(using: resolvent)
    return Solution(
      end: found.state, endTime: .infinity, outcome: withoutDerivative(at: outcome(of: found)),
      statistics: withoutDerivative(at: statistics(of: found)))
  }

  /// Shows the logits of `α` to the visitor, as `alphaLogit`.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("alphaLogit", &alphaLogit, gradient.alphaLogit)
  }
}

/// Returns how a solve ended, in the words of the integrators: it is one implicit step without end.
private func outcome(of solution: LinearSolution) -> Outcome {
  switch solution.outcome {
  case .solved: .reachedEnd
  case .nonFinite: .nonFinite
  case .iterationLimit, .notPositiveDefinite, .outOfMemory: .unsolvedStep
  }
}

/// Returns what a solve cost.
private func statistics(of solution: LinearSolution) -> Statistics {
  var statistics = Statistics()
  statistics.steps = 1
  statistics.evaluations = max(1, solution.iterations)
  return statistics
}
