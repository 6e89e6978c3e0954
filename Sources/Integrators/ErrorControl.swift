import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The choice of step sizes by the estimated error of each step.
///
/// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations
/// I", 2nd edition, Springer 1993, section II.4, equations 4.10 to 4.14.
struct ErrorControl {
  let relativeTolerance: Double
  let absoluteTolerance: Double

  /// The order of the error estimate: that of the lower of the two embedded methods.
  let errorOrder: Int

  /// A step aims a little below the tolerance.
  private static let safety = 0.9
  /// The bounds of the factor between one step and the next.
  private static let factors = 0.2...10.0

  /// Returns the root mean square of `error / (atol + rtol · max(|from|, |to|))`.
  ///
  /// A step is accepted where it is at most 1. It is not a number where any operand is.
  func ratio(_ error: Tensor, from: Tensor, to: Tensor) -> Double {
    guard error.elementCount > 0 else { return 0 }
    let sum = error.scaledSumOfSquares(
      from, to, relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance)
    return (sum / Double(error.elementCount)).squareRoot()
  }

  /// Returns the factor from this step's size to the next one's.
  func factor(for ratio: Double, afterRejection: Bool) -> Double {
    guard ratio.isFinite else { return Self.factors.lowerBound }
    guard ratio > 0 else { return afterRejection ? 1 : Self.factors.upperBound }
    let factor = Self.safety * pow(ratio, -1 / Double(errorOrder + 1))
    let upper = afterRejection || ratio > 1 ? 1 : Self.factors.upperBound
    return min(max(factor, Self.factors.lowerBound), upper)
  }

  /// Returns a first step size from the sizes of the state, its velocity and the velocity's change,
  /// for one more evaluation of the field.
  func firstStep(
    along field: some VectorField, from state: Tensor, velocity: Tensor,
    over interval: ClosedRange<Double>
  ) -> Double {
    let span = interval.upperBound - interval.lowerBound
    let stateSize = ratio(state, from: state, to: state)
    let velocitySize = ratio(velocity, from: state, to: state)
    let guess = 0.01 * stateSize / velocitySize
    let isTelling = stateSize >= 1e-5 && velocitySize >= 1e-5 && guess > 0
    let trial = min(isTelling ? guess : 1e-6, span)
    let ahead = state.adding([velocity], times: [trial])
    let change = field(ahead, at: interval.lowerBound + trial).adding([velocity], times: [-1])
    let curvature = ratio(change, from: state, to: state) / trial
    let largest = max(velocitySize, curvature)
    let size =
      largest <= 1e-15
      ? max(1e-6, trial * 1e-3) : pow(0.01 / largest, 1 / Double(errorOrder + 1))
    // Where the field is infinite a trial step ahead, rejections find the way.
    guard size > 0, size.isFinite else { return trial }
    return min(100 * trial, size, span)
  }
}
