import Tensors

/// A penalty on paths through a gated perceptron, from every channel to the velocity of every channel.
///
/// Weights far from each other become small for many reasons; a path is gone as soon as one gate on it is
/// closed. Where it costs to keep a path open, units of the hidden layers come to serve few outputs, and what
/// a velocity does not depend on loses its last path.
///
/// Reference: H. Aliee, T. Richter, M. Solonin, I. Ibarra, F. Theis and N. Kilbertus, "Sparsity in
/// Continuous-Depth Neural Networks", NeurIPS 2022, of which this is the form for gates on weights.
public struct PathPenalty: Penalty, Hashable {
  /// What is counted of a path.
  public enum Measure: Hashable, Sendable {
    /// The mean over all pairs of channels of ``GatedPerceptron/expectedPaths()``.
    case openProbability

    /// The mean over all pairs of channels of ``GatedPerceptron/pathMatrix()``, with the gates as they are drawn.
    case weight
  }

  /// What is counted of a path.
  public let measure: Measure

  /// Creates a penalty.
  public init(_ measure: Measure = .openProbability) { self.measure = measure }

  /// Returns the mean over all pairs of channels.
  @differentiable(reverse)
  public func callAsFunction(_ subject: GatedPerceptron) -> Double {
    switch measure {
    case .openProbability: return subject.expectedPaths().mean().scalar
    case .weight: return subject.pathMatrix().mean().scalar
    }
  }
}
