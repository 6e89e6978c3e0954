public import Layers
public import Tensors

/// Channels that are added to an input before it flows: zeros, or a dense layer of the input.
///
/// The flow of a field is a bijection that keeps the topology of its space, so that paths of two inputs
/// cannot cross; further channels give them room to pass each other.
///
/// Added channels only help where the end of a solve depends on what is in them. They are inert, to the
/// last bit, where they start at zero, the field does not mix them with the others, and the decoder does
/// not read them: nothing then reaches them in a forward pass nor in a gradient, and no training changes
/// that. The published code of CGNN doubles its channels in this way (L.-P. Xhonneux, M. Qu and J. Tang,
/// ICML 2020). ``decoder(of:to:scalarType:using:)`` makes a decoder that reads all channels, as
/// ``AugmentedFlow`` does.
///
/// Reference: E. Dupont, A. Doucet and Y. W. Teh, "Augmented neural ODEs", NeurIPS 2019; for the layer of
/// the input S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020.
public struct Augmentation: Parameterized, Equatable, Sendable {
  /// The matrix from the input's channels to the added ones, `[channels, added]`, or `Tensor.zero` for zeros.
  public var weight: Tensor

  /// The offset of the added channels, `[added]`, or `Tensor.zero` for zeros.
  public var bias: Tensor

  /// The number of added channels.
  @noDerivative public let addedChannels: Int

  /// Creates an augmentation by zeros.
  ///
  /// - Parameter addedChannels: The number of channels to add, not negative.
  public init(byZeros addedChannels: Int) {
    precondition(
      addedChannels >= 0, "The number of added channels is \(addedChannels), but must not be negative.")
    weight = .zero
    bias = .zero
    self.addedChannels = addedChannels
  }

  /// Creates an augmentation by a dense layer of the input, with an offset.
  ///
  /// - Parameter layer: The layer from the input's channels to those that are added.
  @differentiable(reverse)
  public init(by layer: Linear) {
    precondition(!layer.bias.isShapelessZero, "The layer of an augmentation needs an offset.")
    weight = layer.weight
    bias = layer.bias
    addedChannels = withoutDerivative(at: layer.weight).shape[1]
  }

  /// Returns the input with the added channels behind its own.
  ///
  /// - Parameter input: A tensor `[…, channels]`.
  /// - Returns: A tensor `[…, channels + addedChannels]`.
  @differentiable(reverse)
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let axis = withoutDerivative(at: input.rank - 1)
    return concatenated([input, added(to: input)], alongAxis: axis)
  }

  @differentiable(reverse)
  private func added(to input: Tensor) -> Tensor {
    if weight.isShapelessZero {
      let shape = withoutDerivative(at: input.shape.replacing(axis: input.rank - 1, with: addedChannels))
      return Tensor.zeros(shape, scalarType: withoutDerivative(at: input.scalarType))
    }
    return matmul(input, weight) + bias
  }

  /// Creates a decoder that reads all channels of an augmented state.
  ///
  /// - Parameters:
  ///   - channels: The number of the input's channels.
  ///   - outputs: The number of channels of the result.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  /// - Returns: A layer of `channels + addedChannels` inputs.
  public func decoder(
    of channels: Int, to outputs: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) -> Linear {
    Linear(channels + addedChannels, to: outputs, scalarType: scalarType, using: &generator)
  }

  /// Shows the parameters of the added channels to the visitor; zeros have none.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    guard !weight.isShapelessZero else { return }
    visitor.visit("weight", &weight, gradient.weight)
    visitor.visit("bias", &bias, gradient.bias)
  }
}
