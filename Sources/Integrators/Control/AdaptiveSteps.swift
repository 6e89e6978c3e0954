/// The choice of step sizes by the estimated error of each step.
///
/// A step is accepted where the norm of `error / (atol + rtol · max(|y|, |y′|))` is at most 1, with
/// the states `y` before and `y′` behind it.
public struct AdaptiveSteps: Sendable, Equatable {
  /// The tolerated error as a share of the state.
  public var relativeTolerance: Double

  /// The tolerated error in units of the state.
  public var absoluteTolerance: Double

  /// The law by which an error leads to the next step's size.
  public var controller: StepController

  /// What counts of the error.
  public var norm: ErrorNorm

  /// The size in units of time that no step may fall below but the last one before a time that has
  /// to be met; a solve that would need a smaller one ends as ``Outcome/stepUnderflow``.
  public var smallestStep: Double

  /// The size in units of time that no step may exceed.
  public var largestStep: Double

  /// The size of the first step in units of time; chosen from the field where it is not given.
  public var firstStep: Double?

  /// Stops with the offending number where a tolerance or size is out of range.
  func validate() {
    controller.validate()
    precondition(
      relativeTolerance >= 0 && absoluteTolerance >= 0 && relativeTolerance + absoluteTolerance > 0
        && (relativeTolerance + absoluteTolerance).isFinite,
      """
      The tolerances \(relativeTolerance) and \(absoluteTolerance) must not be negative or both be \
      zero.
      """)
    precondition(
      smallestStep >= 0 && smallestStep <= largestStep && largestStep > 0,
      "The smallest step \(smallestStep) must not be negative or exceed the largest, \(largestStep).")
    if let firstStep {
      precondition(
        firstStep > 0 && firstStep.isFinite, "The first step is \(firstStep), but must be positive.")
    }
  }
}
