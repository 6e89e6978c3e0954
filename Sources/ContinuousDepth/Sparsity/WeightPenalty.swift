import Tensors

/// The mean magnitude of a gated perceptron's weights, open or not (L1).
public struct WeightPenalty: Penalty, Hashable {
  /// Creates a penalty.
  public init() {}

  /// Returns `Σ |W| / n` over the `n` weights of all layers.
  @differentiable(reverse)
  public func callAsFunction(_ subject: GatedPerceptron) -> Double {
    var total = abs(subject.layers[0].weight).sum()
    for index in withoutDerivative(at: subject.layers.indices.dropFirst()) {
      total = total + abs(subject.layers[index].weight).sum()
    }
    return total.scalar / withoutDerivative(at: Double(subject.weightCount))
  }
}

/// The mean probability of a gated perceptron's gates not to be 0, the expected share of its weights that is
/// left (L0).
///
/// Reference: C. Louizos, M. Welling and D. Kingma, "Learning Sparse Neural Networks through L0
/// Regularization", ICLR 2018, equation 12, divided by the number of gates.
public struct GatePenalty: Penalty, Hashable {
  /// Creates a penalty.
  public init() {}

  /// Returns `Σ P(m > 0) / n` over the `n` gates of all layers.
  @differentiable(reverse)
  public func callAsFunction(_ subject: GatedPerceptron) -> Double {
    var total = subject.layers[0].openProbability().sum()
    for index in withoutDerivative(at: subject.layers.indices.dropFirst()) {
      total = total + subject.layers[index].openProbability().sum()
    }
    return total.scalar / withoutDerivative(at: Double(subject.weightCount))
  }
}

extension GatedPerceptron {
  /// The number of weights, each with a gate.
  fileprivate var weightCount: Int { layers.reduce(0) { $0 + $1.weight.elementCount } }
}
