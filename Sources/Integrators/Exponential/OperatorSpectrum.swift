/// Where the eigenvalues of a ``LinearOperator`` lie, as far as that is known.
public enum OperatorSpectrum: Sendable, Equatable {
  /// All eigenvalues are real and lie in an interval, and the operator is similar to a symmetric one.
  ///
  /// A Chebyshev series over the interval converges for it. Its error is in the norm in which the operator
  /// is symmetric: for `diag(ρ) A` with a symmetric `A` and positive `ρ`, the norm of `diag(ρ)^{-1/2} y`.
  case real(ClosedRange<Double>)

  /// The operator equals its transpose; the solve estimates the interval by Lanczos' method, which costs some
  /// products more.
  case symmetric

  /// Nothing is known: functions of the operator are taken from a Krylov space.
  case general
}
