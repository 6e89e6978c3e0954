import Graphs
public import Layers
public import Tensors

/// What a model learns of each node by itself: a vector that tells it from the others, and whom it follows.
///
/// The vectors stand beside the inputs of cells. The learned adjacency takes its place beside the walks over
/// the graph; see `LearnedAdjacency`. Either may be left out.
///
/// Reference: L. Bai, L. Yao, C. Li, X. Wang and C. Wang, "Adaptive Graph Convolutional Recurrent Network for
/// Traffic Forecasting", NeurIPS 2020, for nodes with vectors of their own.
public struct NodeEmbedding: Parameterized, Sendable {
  /// The vectors, `[nodes, channels]`, or the shapeless `Tensor.zero`.
  public var vectors: Tensor

  /// The learned adjacency: one, or none.
  public var adjacency: [LearnedAdjacency]

  /// Nothing that tells nodes apart.
  public static var none: NodeEmbedding { NodeEmbedding() }

  private init() {
    vectors = .zero
    adjacency = []
  }

  /// Creates an embedding with random vectors.
  ///
  /// - Parameters:
  ///   - nodeCount: The number of nodes.
  ///   - channels: The number of channels of the vectors, 0 for none.
  ///   - adjacencyRank: The rank of the learned adjacency, 0 for none.
  ///   - scalarType: The number format.
  ///   - generator: The source of random numbers.
  public init(
    nodeCount: Int, channels: Int, adjacencyRank: Int = 0, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    vectors =
      channels > 0
      ? Tensor(
        normalWithMean: 0, deviation: 0.1, shape: [nodeCount, channels], scalarType: scalarType,
        using: &generator)
      : .zero
    adjacency =
      adjacencyRank > 0
      ? [
        LearnedAdjacency(
          nodeCount: nodeCount, rank: adjacencyRank, scalarType: scalarType, using: &generator)
      ]
      : []
  }

  /// The number of channels of the vectors.
  public var channelCount: Int { vectors.isShapelessZero ? 0 : vectors.shape[1] }

  /// Returns the number of hops of walks with the learned adjacency beside them.
  func hopCount(along supports: DiffusionSupports) -> Int {
    supports.hopCount + adjacency.count * supports.stepCount
  }

  /// Returns walks with the learned adjacency beside them, if there is one.
  @differentiable(reverse)
  func beside(_ supports: DiffusionSupports) -> DiffusionSupports {
    adjacency.isEmpty ? supports : supports.adding(learnedAdjacency: adjacency[0]())
  }

  /// Returns the vector of each node once for each sample, `[nodes, batch, channels]`, or `Tensor.zero`.
  @differentiable(reverse)
  func repeated(batchSize: Int) -> Tensor {
    guard !withoutDerivative(at: vectors).isShapelessZero else { return vectors }
    let shape = withoutDerivative(at: vectors.shape)
    return vectors.gatheringRows(withoutDerivative(at: (0..<shape[0] * batchSize).map { $0 / batchSize }))
      .reshaped(to: withoutDerivative(at: [shape[0], batchSize, shape[1]]))
  }

  /// Shows the vectors and the learned adjacency, as far as they are there, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    if !vectors.isShapelessZero { visitor.visit("vectors", &vectors, gradient.vectors) }
    visitor.visit("adjacency", &adjacency, gradient.adjacency)
  }
}

/// Returns an input with the nodes' vectors beside it; the input itself where those are `Tensor.zero`.
@differentiable(reverse)
func joined(_ input: Tensor, _ vectors: Tensor) -> Tensor {
  withoutDerivative(at: vectors).isShapelessZero ? input : concatenated([input, vectors], alongAxis: 2)
}
