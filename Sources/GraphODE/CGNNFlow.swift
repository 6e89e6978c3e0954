public import ContinuousDepth
public import Graphs
public import Integrators
public import Layers
public import Tensors
import VectorFields

/// The flow of a continuous graph neural network with independent channels (CGNN).
///
/// The start `E` is also the source of the field. Each node has a share `αᵢ` in 0…1, kept as a
/// logit so that it may be learned without bounds: for ``CGNNEquation/sourcedDiffusion`` the rate
/// of node `i` is `αᵢ/2`, for ``CGNNEquation/dampedDiffusion`` `αᵢ` stands in the field itself.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020.
public struct CGNNFlow: GraphFlow, Sendable {
  /// The logits of the shares `α`, `[nodeCount]`.
  public var alphaLogit: Tensor

  /// The normalised adjacency `Â`.
  @noDerivative public let adjacency: GraphOperator

  /// The equation and how it is solved.
  @noDerivative public private(set) var settings: CGNNSettings

  /// Creates a flow whose shares all equal `settings.alpha`.
  ///
  /// - Parameters:
  ///   - adjacency: The normalised adjacency `Â`; its scalar type is that of the flow.
  ///   - settings: The equation and how it is solved.
  public init(over adjacency: GraphOperator, settings: CGNNSettings) {
    alphaLogit = Tensor(
      repeating: settings.alphaLogit, shape: [adjacency.nodeCount],
      scalarType: adjacency.scalarType)
    self.adjacency = adjacency
    self.settings = settings
  }

  /// Returns the solution from `start`, `[nodeCount, channels]`, over the settings' time.
  @differentiable(reverse)
  public func callAsFunction(_ start: Tensor) -> Solution<Tensor> {
    switch settings.equation {
    case .sourcedDiffusion: return solve(sourcedDiffusion(start), from: start, with: settings)
    case .dampedDiffusion: return solve(dampedDiffusion(start), from: start, with: settings)
    }
  }

  /// Returns the field of the published code that starts from `start`.
  @differentiable(reverse)
  func sourcedDiffusion(_ start: Tensor) -> SourcedDiffusion {
    SourcedDiffusion(
      rate: sigmoid(alphaLogit).scaled(by: 0.5), source: source(from: start, settings),
      over: adjacency)
  }

  /// Returns the field of the paper that starts from `start`.
  @differentiable(reverse)
  func dampedDiffusion(_ start: Tensor) -> DampedDiffusion {
    DampedDiffusion(
      alpha: sigmoid(alphaLogit), source: source(from: start, settings), over: adjacency)
  }

  /// Shows the logits of `α` to the visitor, as `alphaLogit`.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("alphaLogit", &alphaLogit, gradient.alphaLogit)
  }
}

extension CGNNFlow: ContinuousDepthModel {
  /// How the equation is solved.
  public var solver: Solver {
    get { settings.solver }
    set { settings.solver = newValue }
  }
}

/// Solves a field over the time that the settings name.
@differentiable(reverse)
func solve<Field: VectorField>(
  _ field: Field, from start: Tensor, with settings: CGNNSettings
) -> Solution<Tensor> where Field.State == Tensor {
  Integrators.solve(field, from: start, over: settings.interval, with: settings.solver)
}

/// Returns the source that belongs to a start: the same values, with or without their derivative.
@differentiable(reverse,wrt: start)
func source(from start: Tensor, _ settings: CGNNSettings) -> Tensor {
  settings.sourceGradient == .attached ? start : withoutDerivative(at: start)
}
