import Tensors

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
