#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sum of the functions of exponential integrators at a multiple of its argument:
/// `f(z) = Σⱼ wⱼ φⱼ(τ z)` for `j = 0 … 3`.
///
/// `φ₀(z) = eᶻ` and `φⱼ₊₁(z) = (φⱼ(z) − 1/j!) / z`, whose values at 0 are `1/j!`. For a linear operator `L`,
/// `eᵗᴸ y + Σⱼ tʲ φⱼ(tL) bⱼ` solves `dy/dt = L y + Σⱼ b_{j} t^{j−1}/(j−1)!`.
///
/// Reference: M. Hochbruck and A. Ostermann, "Exponential integrators", Acta Numerica 19, 2010, section 2.
struct PhiSum: Sendable, Equatable {
  /// The factor `τ` of the argument, usually a time.
  let scale: Double
  /// The weights `w₀ … w₃`; trailing ones may be left out.
  let weights: [Double]

  /// The function `t φ₁(tz)` of a time: the integral of `eˢᶻ` over it.
  static func integral(over time: Double) -> PhiSum { PhiSum(scale: time, weights: [0, time]) }

  /// Returns the value at a number.
  func callAsFunction(_ argument: Double) -> Double {
    let values = phiFunctions(at: scale * argument)
    return zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The derivative in the scale, where weight `j` grows with it as `scale^powers[j]`.
  ///
  /// Since `z φⱼ′(z) = φⱼ₋₁(z) − j φⱼ(z)` for `j > 0`, it is a sum of the same functions; for `j = 0` it has the
  /// argument as a factor, and such a sum is refused.
  func slope(powers: [Double]) -> PhiSum {
    precondition(weights.first ?? 0 == 0, "The derivative of an exponential is no sum of φ-functions.")
    var slope = [Double](repeating: 0, count: weights.count)
    for index in weights.indices.dropFirst() where weights[index] != 0 {
      slope[index - 1] += weights[index] / scale
      slope[index] += weights[index] * (powers[index] - Double(index)) / scale
    }
    return PhiSum(scale: scale, weights: slope)
  }
}

/// Returns `φ₀(z) … φ₃(z)`, each to about 1e-15 of itself.
func phiFunctions(at argument: Double) -> [Double] {
  var values = [exp(argument), 0, 0, 0]
  guard abs(argument) < 1.5 else {
    values[1] = expm1(argument) / argument
    values[2] = (values[1] - 1) / argument
    values[3] = (values[2] - 0.5) / argument
    return values
  }
  // φ₃ by its power series, whose terms fall at once; the others by the recurrence, upwards in size.
  var term = 1.0 / 6
  var sum = term
  for index in 4...26 {
    term *= argument / Double(index)
    sum += term
  }
  values[3] = sum
  values[2] = 0.5 + argument * sum
  values[1] = 1 + argument * values[2]
  return values
}
