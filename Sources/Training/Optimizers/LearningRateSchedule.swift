import Foundation

/// How the learning rate changes in the course of training.
///
/// A schedule is a factor on the optimizer's own learning rate and depends on the number of
/// finished epochs and batches alone, so that a resumed run goes on as if it had never stopped.
public indirect enum LearningRateSchedule: Hashable, Sendable {
  /// The optimizer's learning rate throughout.
  case constant

  /// A product with `factor` after every `epochs` epochs.
  case steps(every: Int, factor: Double)

  /// A product with `factor` after each of the given numbers of epochs.
  case milestones([Int], factor: Double)

  /// Half a cosine from the full rate down to `floor` times it, over `epochs` epochs;
  /// `floor` from there on. It falls from batch to batch.
  ///
  /// Reference: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm
  /// Restarts", ICLR 2017, equation 5, without restarts.
  case cosine(epochs: Int, floor: Double)

  /// A linear rise over the first `epochs` epochs, from batch to batch, and another schedule,
  /// counted from its own start, after them. With `n` batches an epoch the first factor is
  /// `1 / (n × epochs)`, and the last batch has the factor 1.
  case warmUp(epochs: Int, then: LearningRateSchedule)

  /// Returns the factor on the learning rate of an update.
  ///
  /// - Parameters:
  ///   - finished: The number of epochs that are over.
  ///   - batch: The number of batches of the present epoch that are over.
  ///   - batches: The number of batches in an epoch.
  /// - Returns: A factor, in `0...1` for positive factors and floors up to 1.
  /// - Precondition: `finished` is at least 0, `batch` lies in `0..<batches`, and every number of
  ///   epochs in the schedule is positive.
  public func factor(afterEpochs finished: Int, batch: Int = 0, of batches: Int = 1) -> Double {
    precondition(finished >= 0, "\(finished) epochs cannot be over.")
    precondition(
      (0..<batches).contains(batch), "\(batch) batches cannot be over in an epoch of \(batches).")
    switch self {
    case .constant:
      return 1
    case .steps(let epochs, let factor):
      precondition(epochs > 0, "A step needs at least 1 epoch, but has \(epochs).")
      return pow(factor, Double(finished / epochs))
    case .milestones(let milestones, let factor):
      return pow(factor, Double(milestones.count { $0 <= finished }))
    case .cosine(let epochs, let floor):
      precondition(epochs > 0, "A cosine needs at least 1 epoch, but has \(epochs).")
      let updates = Double(finished * batches + batch)
      let progress = min(updates / Double(epochs * batches), 1)
      return floor + (1 - floor) * (1 + cos(.pi * progress)) / 2
    case .warmUp(let epochs, let next):
      precondition(epochs > 0, "A warm-up needs at least 1 epoch, but has \(epochs).")
      guard finished >= epochs else {
        return Double(finished * batches + batch + 1) / Double(epochs * batches)
      }
      return next.factor(afterEpochs: finished - epochs, batch: batch, of: batches)
    }
  }
}
