#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The law by which the error of the last steps leads to the next step's size.
///
/// With the error ratios `rₙ` of this step and the accepted ones before it, and the order `k` at
/// which the error falls with the step size, the next step is
/// `0.9 · rₙ^(−(P+I+D)/k) · rₙ₋₁^((P+2D)/k) · rₙ₋₂^(−D/k)` times as large as this one, but at least a
/// fifth and at most ten times, and no larger behind a rejection.
///
/// The integral part alone is the classical law; a proportional part makes step sizes smoother where
/// stability and not accuracy limits them.
///
/// Reference: G. Söderlind, "Digital filters in adaptive time-stepping", ACM Transactions on
/// Mathematical Software 29, 2003.
public struct StepController: Sendable, Equatable {
  /// The proportional coefficient `P`.
  public var proportional: Double

  /// The integral coefficient `I`.
  public var integral: Double

  /// The derivative coefficient `D`.
  public var derivative: Double

  /// Creates a controller.
  ///
  /// - Parameters:
  ///   - proportional: The proportional coefficient `P`.
  ///   - integral: The integral coefficient `I`, which must be positive.
  ///   - derivative: The derivative coefficient `D`.
  /// - Precondition: `integral` is positive.
  public init(proportional: Double, integral: Double, derivative: Double) {
    self.proportional = proportional
    self.integral = integral
    self.derivative = derivative
    validate()
  }

  /// Stops with the offending number where a coefficient is out of range.
  func validate() {
    precondition(
      integral > 0 && integral.isFinite,
      "The integral coefficient is \(integral), but must be positive.")
    precondition(
      proportional.isFinite && derivative.isFinite,
      "The coefficients \(proportional) and \(derivative) of the controller must be finite.")
  }

  /// The classical law, `I = 1`.
  public static let integral = StepController(proportional: 0, integral: 1, derivative: 0)

  /// A law for steps that are limited by stability, `P = 0.4` and `I = 0.3`.
  public static let proportionalIntegral = StepController(
    proportional: 0.4, integral: 0.3, derivative: 0)

  /// The digital filter H312, for the smoothest steps: `P = −2/9`, `I = 2/9` and `D = 1/18`.
  ///
  /// The last three errors have the exponents 1/18, 1/9 and 1/18.
  public static let proportionalIntegralDerivative = StepController(
    proportional: -2 / 9, integral: 2 / 9, derivative: 1 / 18)

  /// A step aims a little below the tolerance.
  static let safety = 0.9
  /// The bounds of the factor between one step and the next.
  static let factors = 0.2...10.0

  /// Returns the factor from this step's size to the next one's.
  ///
  /// - Parameters:
  ///   - ratio: The error ratio of this step, which may be infinite or not a number.
  ///   - earlier: Those of the last accepted step and of the one before it.
  ///   - order: The order `k`.
  ///   - mayGrow: Whether the next step may be larger.
  /// - Returns: A factor from 0.2 to 10.
  func factor(for ratio: Double, after earlier: (Double, Double), order: Int, mayGrow: Bool) -> Double {
    guard ratio.isFinite else { return Self.factors.lowerBound }
    let largest = mayGrow && ratio <= 1 ? Self.factors.upperBound : 1
    guard ratio > 0 else { return largest }
    let order = Double(order)
    let factor =
      Self.safety * pow(ratio, -(proportional + integral + derivative) / order)
      * pow(earlier.0, (proportional + 2 * derivative) / order)
      * pow(earlier.1, -derivative / order)
    return min(max(factor, Self.factors.lowerBound), largest)
  }
}
