public import ContinuousDepth
public import Graphs
public import Integrators
public import Layers
public import Tensors

/// A continuous-depth network that classifies nodes: a linear encoder, a flow, and a linear decoder.
///
/// With features `X`, encoder `E`, flow `Φ` and decoder `D` the logits are
/// `D(relu(Φ(E(X))))`: the solver of the flow takes the place of layers.
public struct NodeClassificationNetwork<Flow: GraphFlow>: Parameterized {
  /// Takes features to the start of the flow: `[nodeCount, features]` to `[nodeCount, channels]`.
  public var encoder: Linear

  /// Carries node states from the start to the end.
  public var flow: Flow

  /// Takes the end of the flow to logits: `[nodeCount, channels]` to `[nodeCount, classes]`.
  public var decoder: Linear

  /// Creates a network of its parts.
  @differentiable(reverse)
  public init(encoder: Linear, flow: Flow, decoder: Linear) {
    self.encoder = encoder
    self.flow = flow
    self.decoder = decoder
  }

  /// Returns the logits of all nodes, `[nodeCount, classes]`, and what the solve cost.
  ///
  /// Where the solve fails, no logit is a number.
  ///
  /// - Parameters:
  ///   - features: The features, `[nodeCount, features]`, as a sparse matrix; they have no
  ///     derivative here.
  ///   - mask: The entries of the features that count, in training a choice that dropout draws.
  /// - Returns: The prediction for every node.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(
    _ features: SparseMatrix, keeping mask: EntryMask = .keepingAll
  ) -> NodePrediction {
    let solution = flow(encoder(features, keeping: mask))
    return NodePrediction(
      logits: decoder(relu(solution.endOrNotANumber)),
      statistics: withoutDerivative(at: solution.statistics))
  }

  /// Shows the parameters of encoder, flow and decoder to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("encoder", &encoder, gradient.encoder)
    visitor.visit("flow", &flow, gradient.flow)
    visitor.visit("decoder", &decoder, gradient.decoder)
  }

  /// Lets the flow bring its parameters back to where they must lie.
  public mutating func projectParameters() { flow.projectParameters() }
}

extension NodeClassificationNetwork: Sendable where Flow: Sendable {}

extension NodeClassificationNetwork: ContinuousDepthModel where Flow: ContinuousDepthModel {
  /// How the flow's equation is solved.
  public var solver: Solver {
    get { flow.solver }
    set { flow.solver = newValue }
  }
}

extension NodeClassificationNetwork: DepthParameterized where Flow: DepthParameterized {
  /// The basis of the flow's parameters.
  public var depthBasis: DepthBasis { flow.depthBasis }

  /// The names of the flow's parameters that vary, behind `flow`.
  public var depthVaryingParameters: [String] { flow.depthVaryingParameters.map { "flow." + $0 } }

  /// Replaces the basis of the flow.
  public mutating func changeBasis(by change: BasisChange) { flow.changeBasis(by: change) }
}

/// What a network says about each node, and what that cost.
public struct NodePrediction: Differentiable, Sendable {
  /// The logits, `[nodeCount, classes]`.
  public var logits: Tensor

  /// What the solve cost.
  @noDerivative public let statistics: Statistics

  /// Creates a prediction.
  @differentiable(reverse)
  public init(logits: Tensor, statistics: Statistics) {
    self.logits = logits
    self.statistics = statistics
  }
}
