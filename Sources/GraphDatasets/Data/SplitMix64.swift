/// The SplitMix64 generator: small, and the same on every machine.
///
/// Splits keep it, whatever generator models use, so that a seed names the same split forever.
///
/// Reference: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014, figure 17.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Creates a generator.
  package init(seed: UInt64) {
    state = seed
  }

  /// Returns the next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Returns a number in `0..<bound`; the bias is below `bound`/2⁶⁴.
  ///
  /// - Precondition: `bound` is positive.
  package mutating func number(below bound: Int) -> Int {
    precondition(bound > 0, "There is no number below \(bound).")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns the elements in random order, by Fisher and Yates's method.
  ///
  /// The standard library's order may change with its version; this one may not.
  mutating func shuffled(_ elements: [Int]) -> [Int] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, number(below: last + 1))
    }
    return elements
  }
}
