public import Integrators
public import Layers
public import Tensors

/// A field that is a multilayer perceptron with a gate on each weight: it learns what depends on what.
///
/// The state is `[…, channels]`, and nothing but its last axis is mixed: rows may be samples, or nodes beside a
/// term that mixes those. Where every path from channel `j` to channel `i` has a closed gate, the velocity of
/// `i` does not depend on `j`, exactly; ``pathMatrix()`` shows it.
///
/// Gates are drawn once for each solve, before it, and not at all in evaluation:
///
/// ```swift
/// let drawn = field.drawing(using: &generator)
/// let (loss, gradient) = valueWithGradient(at: drawn) { field in
///   error(of: solve(field.masked(), from: start, over: 0...1, with: solver).end) + penalty(field)
/// }
/// ```
///
/// Reference: H. Aliee, F. Theis and N. Kilbertus, "Beyond Predictions in Neural ODEs: Identification and
/// Interventions", arXiv:2106.12430, 2021; H. Aliee, T. Richter, M. Solonin, I. Ibarra, F. Theis and
/// N. Kilbertus, "Sparsity in Continuous-Depth Neural Networks", NeurIPS 2022.
public struct GatedPerceptron: VectorField, Parameterized, Equatable, Sendable {
  /// The layers, from the state to its velocity.
  public var layers: [GatedLinear]

  /// What follows each layer but the last.
  @noDerivative public let activation: Activation

  /// Creates a field from its layers.
  ///
  /// - Precondition: There is a layer, and each takes the channels that the one before it gives.
  @differentiable(reverse)
  public init(_ layers: [GatedLinear], activation: Activation = .tanh) {
    Self.check(withoutDerivative(at: layers))
    self.layers = layers
    self.activation = activation
  }

  /// Creates a field with random weights whose gates are open with one probability.
  ///
  /// - Parameters:
  ///   - channels: The number of channels of the state.
  ///   - hidden: The number of units between each two layers.
  ///   - openProbability: The probability of each gate not to be 0, between 0 and 1.
  ///   - activation: What follows each layer but the last.
  ///   - distribution: The distribution of the gates.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    channels: Int, hidden: [Int], openProbability: Double, activation: Activation = .tanh,
    distribution: HardConcrete = HardConcrete(), scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    let sizes = [channels] + hidden + [channels]
    self.init(
      zip(sizes, sizes.dropFirst()).map { inputs, outputs in
        GatedLinear(
          inputs, to: outputs, openProbability: openProbability, distribution: distribution,
          scalarType: scalarType, using: &generator)
      }, activation: activation)
  }

  private static func check(_ layers: [GatedLinear]) {
    precondition(!layers.isEmpty, "A perceptron has 1 layer or more, but 0 are given.")
    for (layer, next) in zip(layers, layers.dropFirst()) {
      precondition(
        layer.weight.shape[1] == next.weight.shape[0],
        "A layer gives \(layer.weight.shape[1]) channels, but the next takes \(next.weight.shape[0]).")
    }
  }

  /// Returns the velocity of `state`, `[…, channels]`, by the gates as they are.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    masked()(state, at: withoutDerivative(at: time))
  }

  /// Returns the same field with its gates multiplied into the weights, which a solve of many evaluations then
  /// does not repeat.
  @differentiable(reverse)
  public func masked() -> MaskedPerceptron {
    var result: [Linear] = []
    for index in withoutDerivative(at: layers.indices) { result.append(layers[index].masked()) }
    return MaskedPerceptron(result, activation: activation)
  }

  /// Returns this field with new noise for its gates, to be used for one solve.
  public func drawing(using generator: inout RandomGenerator) -> GatedPerceptron {
    var copy = self
    for index in layers.indices { copy.layers[index] = layers[index].drawing(using: &generator) }
    return copy
  }

  /// Shows the parameters of each layer to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("layers", &layers, gradient.layers)
  }
}
