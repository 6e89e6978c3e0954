/// A Runge–Kutta method for a ``SemilinearField`` that takes the linear part exactly: only the soft part, and not
/// stability, limits its steps.
///
/// For `dy/dt = L y + b + soft(y, t)` the variation of constants has the soft part under an integral with `eᵗᴸ`. The
/// method interpolates the soft part through its stages, and integrates that exactly by the functions
/// `φₖ` of the operator: `φ₀(z) = eᶻ` and `φₖ₊₁(z) = (φₖ(z) − 1/k!) / z`. They are computed as an
/// ``ExponentialMethod`` does, by one set of products for each stage.
///
/// Inside a step the solution is interpolated in the same way: a polynomial for the soft part, of order 2 for
/// ``coxMatthews2(functions:tolerance:)`` and 3 for ``coxMatthews4(functions:tolerance:)``, and the linear part
/// exactly. Steps of the order stated need a solution that is smooth; where the stiff part bends it at once,
/// as with boundary values that do not fit, order 4 may fall to about 2.
///
/// Reference: S. M. Cox and P. C. Matthews, "Exponential time differencing for stiff systems", Journal of
/// Computational Physics 176, 2002, equations 20 to 22 and 26 to 29. Functions are evaluated on an interval or
/// on small matrices without the cancellation that A.-K. Kassam and L. N. Trefethen, "Fourth-order
/// time-stepping for stiff PDEs", SIAM Journal on Scientific Computing 26, 2005, cure by contour integrals.
public struct ExponentialRungeKutta: Sendable, Equatable {
  /// The name by which the method is chosen and reported.
  public let name: String

  /// The order of convergence.
  public let order: Int

  /// The order of the embedded solution, if there is one.
  public let embeddedOrder: Int?

  /// How functions of the operator are computed.
  public let functions: ExponentialMethod.Functions

  /// The tolerated error of a function of the operator, as a share of its largest value; 1e-14 or more.
  ///
  /// It has to be well below what the steps are to be exact to.
  public let tolerance: Double

  let tableau: ExponentialTableau

  private init(
    name: String, order: Int, embeddedOrder: Int?, _ tableau: ExponentialTableau, by method: ExponentialMethod
  ) {
    self.name = name
    self.order = order
    self.embeddedOrder = embeddedOrder
    self.tableau = tableau
    functions = method.functions
    tolerance = method.tolerance
  }

  /// Returns Cox and Matthews' method of order 2, which contains the exponential Euler method of order 1 and so
  /// has an error estimate: two soft velocities and two sets of products a step.
  ///
  /// - Parameters:
  ///   - functions: How functions of the operator are computed.
  ///   - tolerance: The tolerated error of a function of the operator, as a share of its largest value.
  /// - Returns: A method for fixed or adaptive steps.
  /// - Precondition: The tolerance is at least 1e-14 and less than 1.
  public static func coxMatthews2(
    functions: ExponentialMethod.Functions = .automatic, tolerance: Double = 1e-8
  ) -> ExponentialRungeKutta {
    ExponentialRungeKutta(
      name: "cox-matthews-2", order: 2, embeddedOrder: 1, .coxMatthews2,
      by: ExponentialMethod(functions: functions, tolerance: tolerance))
  }

  /// Returns Cox and Matthews' method of order 4: four soft velocities and four sets of products a step.
  ///
  /// - Parameters:
  ///   - functions: How functions of the operator are computed.
  ///   - tolerance: The tolerated error of a function of the operator, as a share of its largest value.
  /// - Returns: A method for fixed steps.
  /// - Precondition: The tolerance is at least 1e-14 and less than 1.
  public static func coxMatthews4(
    functions: ExponentialMethod.Functions = .automatic, tolerance: Double = 1e-8
  ) -> ExponentialRungeKutta {
    ExponentialRungeKutta(
      name: "cox-matthews-4", order: 4, embeddedOrder: nil, .coxMatthews4,
      by: ExponentialMethod(functions: functions, tolerance: tolerance))
  }
}

extension Method {
  /// Cox and Matthews' exponential method of order 2 for a ``SemilinearField``.
  public static let coxMatthews2 = Method.exponentialRungeKutta(.coxMatthews2())

  /// Cox and Matthews' exponential method of order 4 for a ``SemilinearField``.
  public static let coxMatthews4 = Method.exponentialRungeKutta(.coxMatthews4())

  /// Every built-in method for affine and semilinear fields, by the operator's functions.
  public static let exponentials: [Method] = [
    .exponential, .chebyshev, .krylov, .coxMatthews2, .coxMatthews4,
  ]
}

extension SemilinearField {
  /// Returns the stepper of an exponential Runge–Kutta method on this field.
  func stepper(of method: ExponentialRungeKutta) -> any Stepper {
    stepper(
      of: method, by: linearOperator.functions(method.functions, tolerance: method.tolerance))
  }

  private func stepper<Functions: OperatorFunctions<Operator>>(
    of method: ExponentialRungeKutta, by functions: Functions
  ) -> any Stepper {
    ExponentialRungeKuttaStepper(method, along: self, by: functions)
  }
}
