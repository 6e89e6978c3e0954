import Tensors

/// Splits samples into mini-batches, in a new random order each epoch.
///
/// The order depends on the seed and the number of the epoch alone, so that a resumed run meets the
/// same batches.
public struct BatchOrder: Hashable, Sendable {
  /// The samples.
  public let samples: [Int]

  /// The largest number of samples in a batch; only the last batch of an epoch may hold fewer.
  public let batchSize: Int

  /// The source of the orders.
  private let generator: RandomGenerator

  /// Creates an order.
  ///
  /// - Parameters:
  ///   - samples: The samples, at least one.
  ///   - batchSize: The number of samples in a batch, positive.
  ///   - seed: The seed of the orders.
  public init(of samples: [Int], batchSize: Int, seed: UInt64) {
    precondition(batchSize > 0, "A batch of \(batchSize) samples holds none.")
    precondition(!samples.isEmpty, "There are \(samples.count) samples to make batches of.")
    self.samples = samples
    self.batchSize = batchSize
    generator = RandomGenerator(seed: seed).split(0x6261_7463_6865_73)
  }

  /// The number of batches in an epoch.
  public var batchCount: Int { (samples.count + batchSize - 1) / batchSize }

  /// Returns the samples of every batch of an epoch.
  ///
  /// - Parameter epoch: The number of the epoch, from 1.
  /// - Returns: As many batches as ``batchCount`` says.
  public func batches(ofEpoch epoch: Int) -> [[Int]] {
    var generator = generator.split(UInt64(epoch))
    let order = generator.permutation(of: samples.count).map { samples[$0] }
    return stride(from: 0, to: order.count, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, order.count)])
    }
  }
}
