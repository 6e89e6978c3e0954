public import Tensors

/// An adjacency that is learned from scratch, by two embeddings of each node.
///
/// The adjacency is `softmax(relu(E₁ E₂ᵀ))`, with the softmax over each row: `E₁` embeds a node as the
/// source of an edge and `E₂` as its target. It takes its place beside the walks of a graph:
///
/// ```swift
/// let supports = walks.adding(learnedAdjacency: adjacency())
/// ```
///
/// Reference: Z. Wu, S. Pan, G. Long, J. Jiang and C. Zhang, "Graph WaveNet for Deep Spatial-Temporal
/// Graph Modeling", IJCAI 2019, equation 5.
public struct LearnedAdjacency: Parameterized, Equatable, Sendable {
  /// The embeddings `E₁`, `[nodeCount, rank]`.
  public var sources: Tensor

  /// The embeddings `E₂`, `[nodeCount, rank]`.
  public var targets: Tensor

  /// Creates a learned adjacency from its embeddings, both `[nodeCount, rank]`.
  @differentiable(reverse)
  public init(sources: Tensor, targets: Tensor) {
    precondition(
      sources.rank == 2 && sources.shape == targets.shape,
      "Embeddings of shapes \(sources.shape) and \(targets.shape) do not fit.")
    self.sources = sources
    self.targets = targets
  }

  /// Creates a learned adjacency with embeddings from the standard normal distribution.
  public init(
    nodeCount: Int, rank: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    func embeddings() -> Tensor {
      Tensor(
        normalWithMean: 0, deviation: 1, shape: [nodeCount, rank], scalarType: scalarType,
        using: &generator)
    }
    sources = embeddings()
    targets = embeddings()
  }

  /// Returns the adjacency `softmax(relu(E₁ E₂ᵀ))`, `[nodeCount, nodeCount]`, whose rows sum to 1.
  @differentiable(reverse)
  public func callAsFunction() -> Tensor {
    softmax(relu(matmul(sources, targets, transposing: .second)))
  }

  /// Shows `sources` and `targets` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("sources", &sources, gradient.sources)
    visitor.visit("targets", &targets, gradient.targets)
  }
}
