public import Graphs
public import Integrators
public import Layers
public import Tensors

/// The energy of differences along the edges of a graph.
///
/// With the weights `wᵢⱼ` of an undirected graph, each edge counted once, and a strength `s` for each
/// channel,
///
///     E = ½ Σ_edges wᵢⱼ Σ_c s_c (xᵢ_c − xⱼ_c)²,   ∇E = (D − W) x ⊙ s,
///
/// where `D` holds the sums of the rows of `W`: the gradient flow is diffusion with the graph's Laplacian.
/// Strengths stay positive or 0 while they are learned, so that the energy has the lower bound 0.
public struct DirichletEnergy: Energy, Parameterized, Equatable, Sendable {
  /// The strengths `s`, `[channels]` or `[]`.
  public var strength: Tensor

  /// The weights `W`, symmetric.
  @noDerivative public let adjacency: GraphOperator

  /// The sums of the rows of `W`, `[nodeCount]`.
  @noDerivative public let degrees: Tensor

  /// Creates an energy.
  ///
  /// - Parameters:
  ///   - strength: The strengths `s`, `[channels]` or `[]`, in the number format of the operator.
  ///   - adjacency: The weights `W`; self-loops have no effect.
  /// - Precondition: The operator is symmetric.
  @differentiable(reverse)
  public init(strength: Tensor, over adjacency: GraphOperator) {
    precondition(
      adjacency.isSymmetric,
      "The operator on \(adjacency.nodeCount) nodes is not symmetric: a flow along its edges has no energy.")
    self.strength = strength
    self.adjacency = adjacency
    self.degrees = adjacency(.ones([adjacency.nodeCount], scalarType: adjacency.scalarType))
  }

  /// Returns the energy of a state `[nodeCount, …, channels]`, of shape `[]`.
  @differentiable(reverse)
  public func value(at state: Tensor) -> Tensor { (state * gradient(at: state)).sum().scaled(by: 0.5) }

  /// Returns `(D − W) x ⊙ s`, of the shape of `state`.
  @differentiable(reverse)
  public func gradient(at state: Tensor) -> Tensor {
    (state * withoutDerivative(at: degrees.column(like: state)) - adjacency(state)) * strength
  }

  /// Shows the strengths to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("strength", &strength, gradient.strength)
  }

  /// Brings strengths below 0 back to 0.
  public mutating func projectParameters() { strength = strength.clamped(to: 0 ... .infinity) }
}

extension Tensor {
  /// Returns a tensor of one element a row in the shape that repeats over the rows of another: `[rows, 1,
  /// …]`.
  @differentiable(reverse,wrt: self)
  func column(like other: Tensor) -> Tensor {
    reshaped(to: withoutDerivative(at: other.columnShape))
  }

  private var columnShape: Shape { Shape([shape[0]] + [Int](repeating: 1, count: rank - 1)) }
}
