#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Returns the number `ρ` that stands for a positive rate: `softplus(ρ) = rate`.
///
/// - Precondition: `rate` is positive and finite.
func softplusInverse(of rate: Double) -> Double {
  precondition(rate > 0 && rate.isFinite, "The rate is \(rate), but must be positive.")
  return rate + log(-expm1(-rate))
}
