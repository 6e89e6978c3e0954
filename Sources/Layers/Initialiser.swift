public import Tensors

/// How the weights of a dense layer start.
public enum Initialiser: Hashable, Sendable {
  /// Uniform in `±1/√inputs`, for the biases too: what PyTorch's `Linear` does.
  case uniformByInputs

  /// Uniform in `±√(6 / (inputs + outputs))`; biases start at zero.
  ///
  /// Reference: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep
  /// feedforward neural networks", AISTATS 2010, equation 16.
  case glorotUniform

  /// Normal with variance `2 / (inputs + outputs)`; biases start at zero.
  ///
  /// Reference: as for ``glorotUniform``, equation 12.
  case glorotNormal

  /// Uniform in `±√(6 / inputs)`, for layers before a rectifier; biases start at zero.
  ///
  /// Reference: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers:
  /// Surpassing Human-Level Performance on ImageNet Classification", ICCV 2015, equation 10.
  case kaimingUniform

  /// Normal with variance `2 / inputs`, for layers before a rectifier; biases start at zero.
  ///
  /// Reference: as for ``kaimingUniform``.
  case kaimingNormal

  /// All zeros.
  case zeros

  /// Returns a weight matrix `[inputs, outputs]`.
  ///
  /// - Precondition: `inputs` and `outputs` are not negative.
  public func weight(
    _ inputs: Int, _ outputs: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) -> Tensor {
    switch self {
    case .uniformByInputs:
      uniform(within: bound(1, over: inputs), [inputs, outputs], scalarType, &generator)
    case .glorotUniform:
      Tensor(glorotUniform: inputs, outputs, scalarType: scalarType, using: &generator)
    case .glorotNormal:
      Tensor(
        normalWithMean: 0, deviation: bound(2, over: inputs + outputs), shape: [inputs, outputs],
        scalarType: scalarType, using: &generator)
    case .kaimingUniform:
      uniform(within: bound(6, over: inputs), [inputs, outputs], scalarType, &generator)
    case .kaimingNormal:
      Tensor(kaimingNormal: inputs, outputs, scalarType: scalarType, using: &generator)
    case .zeros:
      .zeros([inputs, outputs], scalarType: scalarType)
    }
  }

  /// Returns the biases `[outputs]` of a layer with the given number of inputs.
  public func bias(
    _ inputs: Int, _ outputs: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) -> Tensor {
    guard self == .uniformByInputs else { return .zeros([outputs], scalarType: scalarType) }
    return uniform(within: bound(1, over: inputs), [outputs], scalarType, &generator)
  }

  /// Returns `√(numerator / count)`; a layer without inputs has nothing to bound.
  private func bound(_ numerator: Double, over count: Int) -> Double {
    (numerator / Double(max(count, 1))).squareRoot()
  }

  private func uniform(
    within bound: Double, _ shape: Shape, _ scalarType: ScalarType,
    _ generator: inout RandomGenerator
  ) -> Tensor {
    Tensor(uniform: -bound..<bound, shape: shape, scalarType: scalarType, using: &generator)
  }
}
