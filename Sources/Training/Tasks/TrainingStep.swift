public import Layers

/// What a training step computes from a batch.
public struct TrainingStep<Model: Parameterized> {
  /// The loss before the update.
  public var loss: Double

  /// The gradient of the loss.
  public var gradient: Model.TangentVector

  /// The number of evaluations of the vector field in the solve, 0 for models without one.
  public var evaluations: Int

  /// The number of solves whose gradient was not computed as their solver asks for, because its steps
  /// could not be undone.
  public var gradientFallbacks: Int

  /// Creates a step's result.
  public init(
    loss: Double, gradient: Model.TangentVector, evaluations: Int = 0, gradientFallbacks: Int = 0
  ) {
    self.loss = loss
    self.gradient = gradient
    self.evaluations = evaluations
    self.gradientFallbacks = gradientFallbacks
  }
}
