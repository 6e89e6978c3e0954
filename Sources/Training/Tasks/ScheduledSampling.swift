import Foundation
public import Tensors

/// How often a decoder is fed true values in place of its own predictions while it learns.
///
/// Before update `i` each decoding step is fed the truth with the probability `τ / (τ + exp(i / τ))`,
/// which falls from nearly 1 to 0: at first the decoder learns from right inputs, in the end from
/// those that it will meet.
///
/// Reference: S. Bengio, O. Vinyals, N. Jaitly and N. Shazeer, "Scheduled Sampling for Sequence
/// Prediction with Recurrent Neural Networks", NeurIPS 2015, section 2.4 (inverse sigmoid decay).
public enum ScheduledSampling: Hashable, Sendable {
  /// The decoder is always fed its own predictions.
  case never

  /// The probability falls with the given time constant `τ`, in updates.
  case inverseSigmoid(updates: Double)

  /// Returns the probability of the truth before an update.
  ///
  /// - Parameter update: The number of updates so far.
  /// - Returns: A probability, in `0...1`.
  public func probability(beforeUpdate update: Int) -> Double {
    switch self {
    case .never: return 0
    case .inverseSigmoid(let constant):
      precondition(constant > 0, "The time constant is \(constant), but must be positive.")
      return constant / (constant + exp(Double(update) / constant))
    }
  }

  /// Draws for each decoding step whether it is fed the truth; nothing is drawn at probability 0.
  public func draw(
    steps: Int, beforeUpdate update: Int, using generator: inout RandomGenerator
  ) -> [Bool] {
    let probability = probability(beforeUpdate: update)
    guard probability > 0 else { return Array(repeating: false, count: steps) }
    return (0..<steps).map { _ in Double(generator.next() >> 11) * 0x1p-53 < probability }
  }
}
