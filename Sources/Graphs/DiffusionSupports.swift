public import Tensors

/// The random walks along which states diffuse over a graph, and how many steps they go.
///
/// With the weights `W` of a directed graph, one walk goes along its edges, `D_out⁻¹ W`, and one
/// against them, `D_in⁻¹ Wᵀ`; where `W` is symmetric the two are the same, and there is only one. A dense
/// adjacency that is learned, such as that of a layer `LearnedAdjacency`, may be a further one. Every
/// walk `P` counts with its powers `P, P², …, Pᴷ`; together with the node itself these are the hops of a
/// diffusion convolution.
///
/// Supports are passed along with each call, so that no layer holds a graph:
///
/// ```swift
/// let supports = DiffusionSupports(of: graph, stepCount: 2)
/// let convolution = DiffusionConvolution(4, to: 64, hopCount: supports.hopCount, using: &generator)
/// let output = convolution(features, along: supports)
/// ```
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, equation 2; the learned adjacency beside the walks is
/// that of Z. Wu, S. Pan, G. Long, J. Jiang and C. Zhang, "Graph WaveNet for Deep Spatial-Temporal Graph
/// Modeling", IJCAI 2019, equation 6.
public struct DiffusionSupports: Differentiable, Equatable, Sendable {
  /// The walks over the graph, whose rows sum to 1, or to 0 where a walk cannot go on.
  @noDerivative public let walks: [GraphOperator]

  /// The number of steps `K`: the highest power of each walk.
  @noDerivative public let stepCount: Int

  /// A dense adjacency `[nodeCount, nodeCount]` to diffuse along as well, or the shapeless
  /// `Tensor.zero` where there is none.
  public var learnedAdjacency: Tensor

  /// Creates supports from their parts.
  ///
  /// - Parameters:
  ///   - walks: The walks over the graph.
  ///   - stepCount: The number of steps `K`.
  ///   - learnedAdjacency: A dense adjacency `[nodeCount, nodeCount]`, or `Tensor.zero`.
  /// - Precondition: There is a walk or a learned adjacency, all have the same nodes and scalar type, and
  ///   `stepCount` is not negative.
  @differentiable(reverse,wrt: learnedAdjacency)
  public init(walks: [GraphOperator], stepCount: Int, learnedAdjacency: Tensor = .zero) {
    precondition(stepCount >= 0, "\(stepCount) steps cannot be taken.")
    precondition(
      !walks.isEmpty || !learnedAdjacency.isShapelessZero,
      "There is neither a walk nor a learned adjacency to diffuse along.")
    self.walks = walks
    self.stepCount = stepCount
    self.learnedAdjacency = learnedAdjacency
    let (nodeCount, scalarType) = (nodeCount, scalarType)
    precondition(
      walks.allSatisfy { $0.nodeCount == nodeCount && $0.scalarType == scalarType },
      "The walks differ in their nodes or scalar types: \(walks).")
    precondition(
      learnedAdjacency.isShapelessZero
        || learnedAdjacency.shape == [nodeCount, nodeCount]
          && learnedAdjacency.scalarType == scalarType,
      "A learned adjacency of shape \(learnedAdjacency.shape), \(learnedAdjacency.scalarType), does not "
        + "fit walks over \(nodeCount) nodes, \(scalarType).")
  }

  /// Creates the walks over a graph: along its edges, and against them unless that is the same.
  ///
  /// - Parameters:
  ///   - graph: The graph, whose weights are not negative.
  ///   - stepCount: The number of steps `K`.
  ///   - scalarType: The number format of the walks and of the states that diffuse.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public init(of graph: Graph, stepCount: Int, scalarType: ScalarType = .float32) {
    func walk(_ graph: Graph) -> GraphOperator {
      graph.operator(normalised: .randomWalk(by: .row), scalarType: scalarType)
    }
    let isSymmetric = graph.operator(scalarType: .float64).isSymmetric
    self.init(
      walks: isSymmetric ? [walk(graph)] : [walk(graph), walk(graph.reversed)], stepCount: stepCount)
  }

  /// Returns these supports with a learned adjacency `[nodeCount, nodeCount]` beside the walks.
  @differentiable(reverse)
  public func adding(learnedAdjacency: Tensor) -> DiffusionSupports {
    DiffusionSupports(walks: walks, stepCount: stepCount, learnedAdjacency: learnedAdjacency)
  }

  /// The number of hops: the node itself, and `stepCount` for each walk and the learned adjacency.
  public var hopCount: Int {
    1 + stepCount * (walks.count + (learnedAdjacency.isShapelessZero ? 0 : 1))
  }

  /// The number of nodes.
  public var nodeCount: Int { walks.first?.nodeCount ?? learnedAdjacency.shape[0] }

  /// The number format of the walks and of the states that diffuse.
  public var scalarType: ScalarType { walks.first?.scalarType ?? learnedAdjacency.scalarType }

  /// Returns the supports in another number format.
  public func converted(to scalarType: ScalarType) -> DiffusionSupports {
    DiffusionSupports(
      walks: walks.map { $0.converted(to: scalarType) }, stepCount: stepCount,
      learnedAdjacency: learnedAdjacency.converted(to: scalarType))
  }
}
