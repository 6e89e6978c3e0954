public import Tensors

/// The states of several samples, each at its own times, with what happened on the way.
public struct SampledSolution: Differentiable, Sendable {
  /// For each sample its states, of shape `[times, …]`: the extents behind the times are those of the
  /// solve's state without the axis of the samples.
  ///
  /// Times that the solve did not reach have states that hold no number, so that a failed solve cannot
  /// pass for a result.
  public var samples: [Tensor]

  /// How the solve ended.
  @noDerivative public let outcome: Outcome

  /// What the solve cost.
  @noDerivative public let statistics: Statistics

  /// How the gradient is computed, where that is not as the solver asks for.
  @noDerivative public let gradientFallback: GradientFallback?

  init(
    samples: [Tensor], outcome: Outcome, statistics: Statistics,
    gradientFallback: GradientFallback?
  ) {
    self.samples = samples
    self.outcome = outcome
    self.statistics = statistics
    self.gradientFallback = gradientFallback
  }
}
