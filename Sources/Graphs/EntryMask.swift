import CKernels
public import Tensors

/// One random choice of the entries of a sparse matrix that dropout keeps, and the factor of those.
///
/// A mask takes a bit for each entry. A product takes it beside the matrix, whose values stay as they
/// are, so that nothing that is known of the matrix, such as its transpose, has to be found again:
///
/// ```swift
/// let mask = EntryMask(rate: 0.5, entryCount: features.entryCount, using: &generator)
/// let hidden = features.product(weight, addingToEachRow: bias, keeping: mask)
/// ```
public struct EntryMask: Equatable, Sendable {
  /// The number of entries that the mask was drawn for; `nil` for the one that keeps all.
  public let entryCount: Int?

  /// The factor of the entries that are kept.
  public let factor: Double

  /// A bit for each entry, 64 to a word, the lowest first; none for the mask that keeps all.
  let words: [UInt64]

  private init() {
    (entryCount, factor, words) = (nil, 1, [])
  }

  /// The mask of evaluation, which changes nothing.
  public static let keepingAll = EntryMask()

  /// Draws a mask that drops each entry with probability `rate` and multiplies the others by
  /// `1 / (1 − rate)`, so that the expectation does not change.
  ///
  /// A rate of zero draws nothing, and gives the mask that keeps every entry.
  ///
  /// - Parameters:
  ///   - rate: The probability, in `0..<1`.
  ///   - entryCount: The number of entries of the matrix.
  ///   - generator: The source of random numbers; one word decides on two entries.
  /// - Precondition: `rate` is in `0..<1`, and `entryCount` is 0 or more.
  public init(rate: Double, entryCount: Int, using generator: inout RandomGenerator) {
    precondition(rate >= 0 && rate < 1, "The dropout rate is \(rate), but must be in 0..<1.")
    precondition(entryCount >= 0, "A matrix cannot have \(entryCount) entries.")
    guard rate > 0 else {
      self = .keepingAll
      return
    }
    let keep = 1 - rate
    let (seed, stream) = (generator.seed, generator.stream)
    let first = 2 * generator.reserve((entryCount + 1) / 2)
    let wordCount = (entryCount + 63) / 64
    self.entryCount = entryCount
    factor = 1 / keep
    words = [UInt64](unsafeUninitializedCapacity: wordCount) { words, initializedCount in
      let start = words.baseAddress
      Parallel.forEachRange(count: wordCount, grain: wordGrain) { range in
        let entries = range.lowerBound * 64..<min(range.upperBound * 64, entryCount)
        graphode_philox_keep_bits(
          seed, stream, first + UInt64(entries.lowerBound), keep,
          start.map { $0 + range.lowerBound }, entries.count)
      }
      initializedCount = wordCount
    }
  }

  /// Stops with both numbers named unless the mask was drawn for as many entries.
  func requireEntryCount(_ count: Int) {
    guard let entryCount else { return }
    precondition(
      entryCount == count, "A mask of \(entryCount) entries does not fit a matrix of \(count) entries.")
  }
}

/// The number of words that one thread draws at a time: random numbers are dear beside arithmetic.
private let wordGrain = 64
