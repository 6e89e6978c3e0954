/// A method that takes the linear part of a field exactly, by functions of its operator.
///
/// For an ``AffineField`` `f(y) = L y + b` a step from `y` is `y + h φ₁(hL) (L y + b)` with
/// `φ₁(z) = (eᶻ − 1)/z`: the solution itself, whatever the step size `h`. The function of the operator is a
/// polynomial in it, of which only products with states are needed:
///
/// - Where all eigenvalues are real and lie in a known interval, a Chebyshev series. Its degree is the smallest
///   at which the coefficients left out add up to ``tolerance`` times the largest value of the function on
///   the interval. With the half width `r` of the interval and the tolerance `ε` it grows as
///   `√(h r ln(1/ε))` for diffusion over a long time.
/// - Otherwise a Krylov space, which grows until an estimate of the error is below ``tolerance`` times the result
///   or what it is made from, whichever is larger. All its vectors stay in memory; a long time is divided
///   into stretches of spaces with 64 vectors at most.
///
/// The tolerance is one for the function `h φ₁(hL)`, whose largest value is `h` in diffusion: errors and round-off
/// are shares of `h (L y + b)`, which a small state after a long time does not have.
///
/// One set of products serves all times at which states are saved; a Chebyshev series then keeps all its terms,
/// one state a degree, and otherwise two. Gradients in state, source, times and the operator's parameters take
/// twice the products of the solve, and memory for a few states; in a Krylov space each saved state that has a
/// gradient of its own takes some products more.
///
/// References: M. Hochbruck and A. Ostermann, "Exponential integrators", Acta Numerica 19, 2010; L. Bergamaschi
/// and M. Vianello, "Efficient computation of the exponential operator for large, sparse, symmetric matrices",
/// Numerical Linear Algebra with Applications 7, 2000, for the Chebyshev series; M. Hochbruck and C. Lubich, "On
/// Krylov subspace approximations to the matrix exponential operator", SIAM Journal on Numerical Analysis 34,
/// 1997.
public struct ExponentialMethod: Sendable, Equatable {
  /// How functions of the operator are computed.
  public enum Functions: String, Sendable, CaseIterable {
    /// By a Chebyshev series where the spectrum is known to be real, otherwise in a Krylov space.
    case automatic
    /// By a Chebyshev series; not for operators whose spectrum is ``OperatorSpectrum/general``.
    case chebyshev
    /// In a Krylov space, whatever the spectrum.
    case krylov
  }

  /// How functions of the operator are computed.
  public let functions: Functions

  /// The tolerated error of a function of the operator, as a share of its largest value; 1e-14 or more.
  public let tolerance: Double

  /// Creates a method.
  ///
  /// - Precondition: The tolerance is at least 1e-14 and less than 1.
  public init(functions: Functions = .automatic, tolerance: Double = 1e-6) {
    precondition(
      tolerance >= 1e-14 && tolerance < 1,
      "The tolerance is \(tolerance), but must be at least 1e-14 and less than 1.")
    self.functions = functions
    self.tolerance = tolerance
  }

  /// The name by which the method is chosen and reported.
  public var name: String { functions == .automatic ? "exponential" : functions.rawValue }
}

extension Method {
  /// The solution of an ``AffineField`` by functions of its operator, Chebyshev series where they converge.
  public static let exponential = Method.exponential(ExponentialMethod())

  /// The solution of an ``AffineField`` with a real spectrum by Chebyshev series.
  public static let chebyshev = Method.exponential(ExponentialMethod(functions: .chebyshev))

  /// The solution of any ``AffineField`` in a Krylov space.
  public static let krylov = Method.exponential(ExponentialMethod(functions: .krylov))
}

extension Solver {
  /// The solution of an ``AffineField`` in one step.
  ///
  /// What its gradient needs is kept as the step is taken; it takes twice the products of the solve.
  ///
  /// - Parameters:
  ///   - tolerance: The tolerated error as a share of the largest value of the functions involved.
  ///   - functions: How functions of the field's operator are computed.
  /// - Returns: A solver of one step.
  public static func exponential(
    tolerance: Double = 1e-6, functions: ExponentialMethod.Functions = .automatic
  ) -> Solver {
    Solver(
      .exponential(ExponentialMethod(functions: functions, tolerance: tolerance)), .steps(1),
      gradient: .direct)
  }
}

extension AffineField {
  /// Returns the stepper of an exponential method on this field.
  func stepper(of method: ExponentialMethod) -> any Stepper {
    stepper(by: linearOperator.functions(method.functions, tolerance: method.tolerance))
  }

  private func stepper<Functions: OperatorFunctions<Operator>>(by functions: Functions) -> any Stepper {
    AffineStepper(along: self, by: functions)
  }
}
