public import Layers
public import Tensors

/// A dense layer with a gate on each weight: `y = x (W ⊙ m) + b`.
///
/// A gate for each unit of the input would close a channel for all outputs at once; only gates for each weight
/// let some outputs depend on a channel and others not. The gates `m` are drawn from a ``HardConcrete``
/// distribution before a solve, and those without noise are the ones of evaluation.
public struct GatedLinear: Parameterized, Equatable, Sendable {
  /// The matrix `W`, `[inputs, outputs]`.
  public var weight: Tensor

  /// The offset `b`, `[outputs]`.
  public var bias: Tensor

  /// The log odds of the gates, `[inputs, outputs]`.
  public var logOdds: Tensor

  /// The distribution of the gates.
  @noDerivative public let distribution: HardConcrete

  /// The noise of the gates, ``GateNoise/none`` in evaluation.
  @noDerivative public var noise: GateNoise

  /// Creates a layer from its parameters, with the gates of evaluation.
  ///
  /// - Precondition: The weight is `[inputs, outputs]`, the log odds too, and the bias `[outputs]`.
  @differentiable(reverse)
  public init(weight: Tensor, bias: Tensor, logOdds: Tensor, distribution: HardConcrete = HardConcrete()) {
    precondition(
      weight.rank == 2 && bias.shape == [weight.shape[1]] && logOdds.shape == weight.shape,
      """
      A weight of shape \(weight.shape), a bias of shape \(bias.shape) and gates of shape \(logOdds.shape) do \
      not fit.
      """)
    self.weight = weight
    self.bias = bias
    self.logOdds = logOdds
    self.distribution = distribution
    noise = .none
  }

  /// Creates a layer with random weights whose gates are open with one probability.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of `x`.
  ///   - outputs: The number of channels of `y`.
  ///   - openProbability: The probability of each gate not to be 0, between 0 and 1.
  ///   - distribution: The distribution of the gates.
  ///   - initialiser: How weight and bias start.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    _ inputs: Int, to outputs: Int, openProbability: Double, distribution: HardConcrete = HardConcrete(),
    initialiser: Initialiser = .glorotUniform, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    let weight = initialiser.weight(inputs, outputs, scalarType: scalarType, using: &generator)
    let bias = initialiser.bias(inputs, outputs, scalarType: scalarType, using: &generator)
    let logOdds = distribution.logOdds(openWithProbability: openProbability)
    self.init(
      weight: weight, bias: bias,
      logOdds: Tensor(repeating: logOdds, shape: weight.shape, scalarType: scalarType),
      distribution: distribution)
  }

  /// Returns the gates `m`, `[inputs, outputs]`.
  @differentiable(reverse)
  public func gates() -> Tensor { distribution.gates(logOdds, noise: noise) }

  /// Returns the probability of each gate not to be 0, `[inputs, outputs]`.
  @differentiable(reverse)
  public func openProbability() -> Tensor { distribution.openProbability(logOdds) }

  /// Returns the layer with its gates multiplied into the weight.
  @differentiable(reverse)
  public func masked() -> Linear { Linear(weight: weight * gates(), bias: bias) }

  /// Returns this layer with noise for its gates.
  public func drawing(using generator: inout RandomGenerator) -> GatedLinear {
    var copy = self
    copy.noise = GateNoise(logOdds.shape, scalarType: logOdds.scalarType, using: &generator)
    return copy
  }

  /// Shows `weight`, `bias` and `logOdds` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
    visitor.visit("bias", &bias, gradient.bias)
    visitor.visit("logOdds", &logOdds, gradient.logOdds)
  }
}
