import CKernels

/// A counter-based generator of random numbers, equal on every machine and for every thread count.
///
/// Word `i` of a stream is a function of the seed, the stream and `i` alone (Philox4x32-10), so an
/// array may be filled in parts and in any order, and the whole state of a generator is three
/// numbers that a checkpoint can hold.
///
/// Reference: J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2,
/// 3", SC 2011, section 3.3.
public struct RandomGenerator: RandomNumberGenerator, Hashable, Codable, Sendable {
  /// The seed.
  public let seed: UInt64

  /// The stream of the seed that words come from.
  public let stream: UInt64

  /// The number of 64-bit words that were drawn.
  public private(set) var position: UInt64

  /// Creates a generator at the start of the stream 0 of `seed`.
  public init(seed: UInt64) { self.init(seed: seed, stream: 0, position: 0) }

  /// Creates a generator in the given state.
  public init(seed: UInt64, stream: UInt64, position: UInt64) {
    self.seed = seed
    self.stream = stream
    self.position = position
  }

  /// Returns the next 64 random bits.
  public mutating func next() -> UInt64 {
    var word: UInt64 = 0
    graphode_philox_words(seed, stream, position, &word, 1)
    position += 1
    return word
  }

  /// Returns a generator of the same seed whose words are independent of this one's.
  ///
  /// - Parameter index: A number for each generator that is split off this one; equal numbers give
  ///   equal generators.
  /// - Returns: A generator at the start of its stream.
  public func split(_ index: UInt64) -> RandomGenerator {
    // The new stream is a word of a place that no drawing reaches: the far end of this stream.
    var word: UInt64 = 0
    graphode_philox_words(seed ^ 0x9e37_79b9_7f4a_7c15, stream, ~index, &word, 1)
    return RandomGenerator(seed: seed, stream: word, position: 0)
  }

  /// Returns a number that is uniform in `0..<bound`.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func number(below bound: Int) -> Int {
    precondition(bound > 0, "The bound is \(bound), but must be positive.")
    let bound = UInt64(bound)
    // Words in the incomplete last multiple of the bound would favour small results.
    let limit = UInt64.max - UInt64.max % bound
    while true {
      let word = next()
      if word < limit { return Int(word % bound) }
    }
  }

  /// Returns the numbers `0..<count` in a random order, the same in every version of the library.
  public mutating func permutation(of count: Int) -> [Int] {
    var result = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      result.swapAt(last, number(below: last + 1))
    }
    return result
  }

  /// Sets aside at least `count` words, from an even position, and returns the first one's position.
  package mutating func reserve(_ count: Int) -> UInt64 {
    let first = position + position % 2
    position = first + UInt64(count)
    return first
  }
}
