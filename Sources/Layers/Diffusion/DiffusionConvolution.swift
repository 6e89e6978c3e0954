public import Graphs
public import Tensors

/// A convolution over a graph: a linear map of what walks of each length bring to a node.
///
/// With the hops `Pₖ` of the supports, of which the first is the node itself, `P₀ = I`, it is
/// `y = Σₖ Pₖ x Wₖ + b`: `Wₖ` is row `k` of the weight, and `b` the bias.
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, equations 2 and 3.
public struct DiffusionConvolution: Parameterized, Equatable, Sendable {
  /// The matrix `Wₖ` of each hop, `[hopCount, inputs, outputs]`.
  public var weight: Tensor

  /// The offset `b`, `[outputs]`.
  public var bias: Tensor

  /// Creates a convolution from its parameters.
  ///
  /// - Precondition: `weight` is `[hopCount, inputs, outputs]` and `bias` is `[outputs]`.
  @differentiable(reverse)
  public init(weight: Tensor, bias: Tensor) {
    precondition(
      weight.rank == 3 && bias.shape == [weight.shape[2]],
      "A weight of shape \(weight.shape) and a bias of shape \(bias.shape) do not fit.")
    self.weight = weight
    self.bias = bias
  }

  /// Creates a convolution with random parameters: each `Wₖ` by Glorot's uniform distribution, the
  /// bias uniform in `±1/√inputs`.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of `x`.
  ///   - outputs: The number of channels of `y`.
  ///   - hopCount: The number of hops, as the supports count them.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  /// - Precondition: `hopCount` is positive.
  public init(
    _ inputs: Int, to outputs: Int, hopCount: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    precondition(hopCount > 0, "A convolution over \(hopCount) hops has nothing to add up.")
    let hops = (0..<hopCount).map { _ in
      Initialiser.glorotUniform.weight(inputs, outputs, scalarType: scalarType, using: &generator)
    }
    weight = concatenated(hops, alongAxis: 0).reshaped(to: [hopCount, inputs, outputs])
    bias = Initialiser.uniformByInputs.bias(inputs, outputs, scalarType: scalarType, using: &generator)
  }

  /// The number of hops, the node itself included.
  public var hopCount: Int { weight.shape[0] }

  /// The number of channels of the input.
  public var inputCount: Int { weight.shape[1] }

  /// The number of channels of the output.
  public var outputCount: Int { weight.shape[2] }

  /// Returns `Σₖ Pₖ x Wₖ + b`.
  ///
  /// - Parameters:
  ///   - input: The tensor `x`, `[nodes, batch, inputs]` or `[nodes, inputs]`.
  ///   - supports: The walks `Pₖ` over the graph.
  /// - Returns: A tensor `[nodes, batch, outputs]` or `[nodes, outputs]`.
  /// - Precondition: Nodes, hops and channels fit, and all have the same scalar type.
  /// - Complexity: O(nodes × batch × hops × inputs × outputs + entries × batch × hops × inputs); a
  ///   gradient costs twice as much.
  @differentiable(reverse)
  @differentiable(reverse,wrt: (self, supports))
  public func callAsFunction(_ input: Tensor, along supports: DiffusionSupports) -> Tensor {
    pass(input, .plain, supports, saves: false).output
  }

  @derivative(of: callAsFunction(_:along:))
  @usableFromInline
  func _vjpCallAsFunction(
    _ input: Tensor, along supports: DiffusionSupports
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, DiffusionSupports.TangentVector)) {
    (
      self(input, along: supports),
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero, .zero) }
        let gradient = gradient(upstream, input, .plain, supports, saved: .zero)
        return (gradient.layer, gradient.input, gradient.supports)
      }
    )
  }

  @derivative(of: callAsFunction(_:along:), wrt: (self, supports))
  @usableFromInline
  func _vjpCallOnConstant(
    _ input: Tensor, along supports: DiffusionSupports
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, DiffusionSupports.TangentVector)) {
    (
      self(input, along: supports),
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero) }
        let gradient = gradient(upstream, input, .plain, supports, saved: .zero, ofInput: false)
        return (gradient.layer, gradient.supports)
      }
    )
  }

  /// Shows `weight` and `bias` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
    visitor.visit("bias", &bias, gradient.bias)
  }
}
