/// SplitMix64, so that random tests can be repeated from their seed.
///
/// Reference: G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014, figure 14.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A number of any sign whose size is anything from 10^-`decades` to 10^`decades`.
  mutating func number(decades: Double = 20) -> Double {
    let size = Double.random(in: -decades...decades, using: &self)
    return (Bool.random(using: &self) ? 1 : -1) * power(of: size)
  }

  private func power(of exponent: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(abs(exponent)) { result *= exponent < 0 ? 0.1 : 10 }
    return result
  }
}

/// Numbers that charts meet when something went wrong.
let awkwardNumbers: [Double] = [
  0, -0.0, 1, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  .leastNonzeroMagnitude, .leastNormalMagnitude, 1e15, 123_456.789, 1e-15, 1 + .ulpOfOne,
]
