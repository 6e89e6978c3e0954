public import Graphs
public import Tensors

/// A dense layer: `y = x W + b`.
///
/// `W` has the shape `[inputs, outputs]` and `b` the shape `[outputs]`; `x` is a tensor
/// `[…, inputs]` or a sparse matrix `[rows, inputs]`.
public struct Linear: Parameterized, Sendable {
  /// The matrix `W`, `[inputs, outputs]`.
  public var weight: Tensor

  /// The offset `b`, `[outputs]`.
  public var bias: Tensor

  /// Creates a layer from its parameters.
  ///
  /// - Precondition: `weight` is `[inputs, outputs]` and `bias` is `[outputs]`.
  @differentiable(reverse)
  public init(weight: Tensor, bias: Tensor) {
    precondition(
      weight.rank == 2 && bias.shape == [weight.shape[1]],
      "A weight of shape \(weight.shape) and a bias of shape \(bias.shape) do not fit.")
    self.weight = weight
    self.bias = bias
  }

  /// Creates a layer whose parameters are uniform in ±1/√inputs, as PyTorch's `nn.Linear` does.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of `x`.
  ///   - outputs: The number of channels of `y`.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    _ inputs: Int, to outputs: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    let bound = 1 / Double(max(inputs, 1)).squareRoot()
    weight = Tensor(
      uniform: -bound..<bound, shape: [inputs, outputs], scalarType: scalarType, using: &generator)
    bias = Tensor(
      uniform: -bound..<bound, shape: [outputs], scalarType: scalarType, using: &generator)
  }

  /// Returns `x W + b`, of shape `[…, outputs]`, for `x` of shape `[…, inputs]`.
  @differentiable(reverse)
  public func callAsFunction(_ input: Tensor) -> Tensor { matmul(input, weight) + bias }

  /// Returns `X W + b`, of shape `[rows, outputs]`, for a sparse matrix `X` of shape
  /// `[rows, inputs]`, which has no derivative here.
  ///
  /// - Complexity: O(entries × outputs); a gradient costs the same again.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(_ input: SparseMatrix) -> Tensor {
    input.product(weight, addingToEachRow: bias)
  }

  /// Shows `weight` and `bias` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
    visitor.visit("bias", &bias, gradient.bias)
  }
}
