public import Tensors

extension GatedPerceptron {
  /// Returns the weight of all paths from each channel to the velocity of each: `Π |W ⊙ m|` over the layers.
  ///
  /// - Returns: A matrix `[channels, channels]`. Where the element in row `j` and column `i` is 0, the
  ///   derivative of the velocity of `i` by the state of `j` is 0 at every state; with an activation whose
  ///   slope is at most 1, no such derivative is larger than its element.
  @differentiable(reverse)
  public func pathMatrix() -> Tensor { masked().pathMatrix() }

  /// Returns the expected number of open paths from each channel to the velocity of each: `Π P(m > 0)` over
  /// the layers, since gates are independent.
  ///
  /// - Returns: A matrix `[channels, channels]`, which does not depend on the noise.
  @differentiable(reverse)
  public func expectedPaths() -> Tensor {
    var product = layers[0].openProbability()
    for index in withoutDerivative(at: layers.indices.dropFirst()) {
      product = matmul(product, layers[index].openProbability())
    }
    return product
  }
}
