public import Graphs
public import Tensors

/// A dense layer: `y = x W + b`.
///
/// `W` has the shape `[inputs, outputs]` and `b` the shape `[outputs]`; `x` is a tensor
/// `[…, inputs]` or a sparse matrix `[rows, inputs]`. A layer may be without `b`.
public struct Linear: Parameterized, Equatable, Sendable {
  /// Whether a layer has an offset.
  public enum Offset: Hashable, Sendable {
    /// An offset that is learned.
    case learned
    /// No offset: the layer is `y = x W`.
    case absent
  }

  /// The matrix `W`, `[inputs, outputs]`.
  public var weight: Tensor

  /// The offset `b`, `[outputs]`, or the shapeless `Tensor.zero` in a layer without one.
  ///
  /// It is no optional: swift 6.3.1 crashes where differentiated code wraps a tensor in one.
  public var bias: Tensor

  /// Creates a layer from its parameters.
  ///
  /// - Precondition: `weight` is `[inputs, outputs]`, and `bias` is `[outputs]` or `Tensor.zero`.
  @differentiable(reverse)
  public init(weight: Tensor, bias: Tensor = .zero) {
    precondition(
      weight.rank == 2 && (bias.isShapelessZero || bias.shape == [weight.shape[1]]),
      "A weight of shape \(weight.shape) and a bias of shape \(bias.shape) do not fit.")
    self.weight = weight
    self.bias = bias
  }

  /// Creates a layer with random parameters.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of `x`.
  ///   - outputs: The number of channels of `y`.
  ///   - bias: Whether the layer has an offset.
  ///   - initialiser: How the parameters start; without one, as those of PyTorch's `nn.Linear`.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    _ inputs: Int, to outputs: Int, bias: Offset = .learned,
    initialiser: Initialiser = .uniformByInputs, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    weight = initialiser.weight(inputs, outputs, scalarType: scalarType, using: &generator)
    self.bias =
      switch bias {
      case .learned:
        initialiser.bias(inputs, outputs, scalarType: scalarType, using: &generator)
      case .absent: .zero
      }
  }

  /// Returns `x W + b`, of shape `[…, outputs]`, for `x` of shape `[…, inputs]`.
  @differentiable(reverse)
  public func callAsFunction(_ input: Tensor) -> Tensor {
    bias.isShapelessZero ? matmul(input, weight) : matmul(input, weight) + bias
  }

  /// Returns `X W + b`, of shape `[rows, outputs]`, for a sparse matrix `X` of shape
  /// `[rows, inputs]`, which has no derivative here.
  ///
  /// - Parameters:
  ///   - input: The matrix `X`.
  ///   - mask: The entries of `X` that count, as ``Dropout/mask(entriesOf:using:)`` draws them.
  /// - Returns: A tensor `[rows, outputs]`.
  /// - Complexity: O(entries × outputs); a gradient costs the same again.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(_ input: SparseMatrix, keeping mask: EntryMask = .keepingAll) -> Tensor {
    input.product(weight, addingToEachRow: bias, keeping: mask)
  }

  /// Shows `weight`, and `bias` if there is one, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
    if !bias.isShapelessZero { visitor.visit("bias", &bias, gradient.bias) }
  }
}
