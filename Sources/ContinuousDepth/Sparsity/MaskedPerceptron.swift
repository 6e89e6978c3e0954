public import Integrators
public import Layers
public import Tensors

/// A multilayer perceptron as a field: a ``GatedPerceptron`` whose gates are multiplied into its weights, as it
/// is for one solve, or to go on without gates.
public struct MaskedPerceptron: VectorField, Parameterized, Equatable, Sendable {
  /// The layers, from the state to its velocity.
  public var layers: [Linear]

  /// What follows each layer but the last.
  @noDerivative public let activation: Activation

  @differentiable(reverse)
  init(_ layers: [Linear], activation: Activation) {
    self.layers = layers
    self.activation = activation
  }

  /// Returns the velocity of `state`, `[…, channels]`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    var value = layers[0](state)
    for index in withoutDerivative(at: layers.indices.dropFirst()) {
      value = layers[index](activation(value))
    }
    return value
  }

  /// Returns the weight of all paths from each channel to the velocity of each: `Π |W|` over the layers.
  ///
  /// - Returns: A matrix `[channels, channels]`, as that of ``GatedPerceptron/pathMatrix()``.
  @differentiable(reverse)
  public func pathMatrix() -> Tensor {
    var product = abs(layers[0].weight)
    for index in withoutDerivative(at: layers.indices.dropFirst()) {
      product = matmul(product, abs(layers[index].weight))
    }
    return product
  }

  /// Shows the parameters of each layer to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("layers", &layers, gradient.layers)
  }
}
