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

extension GatedPerceptron {
  /// The number of weights, each with a gate.
  var weightCount: Int { layers.reduce(0) { $0 + $1.weight.elementCount } }
}
