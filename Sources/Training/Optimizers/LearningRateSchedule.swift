import Foundation

/// How the learning rate changes from epoch to epoch.
///
/// A schedule is a factor on the optimizer's own learning rate and depends on the number of
/// finished epochs alone, so that a resumed run goes on as if it had never stopped.
public indirect enum LearningRateSchedule: Hashable, Sendable {
  /// The optimizer's learning rate throughout.
  case constant

  /// A product with `factor` after every `epochs` epochs.
  case steps(every: Int, factor: Double)

  /// A product with `factor` after each of the given numbers of epochs.
  case milestones([Int], factor: Double)

  /// Half a cosine from the full rate down to `floor` times it, over `epochs` epochs;
  /// `floor` from there on.
  ///
  /// Reference: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm
  /// Restarts", ICLR 2017, equation 5, without restarts.
  case cosine(epochs: Int, floor: Double)

  /// A linear rise over the first `epochs` epochs, the first of them at `1 / epochs`, and
  /// another schedule, counted from its own start, after them.
  case warmUp(epochs: Int, then: LearningRateSchedule)

  /// Returns the factor on the learning rate when `finished` epochs are over.
  ///
  /// - Precondition: `finished` is at least 0, and every number of epochs in the schedule is
  ///   positive.
  public func factor(afterEpochs finished: Int) -> Double {
    precondition(finished >= 0, "\(finished) epochs cannot be over.")
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
      let progress = min(Double(finished) / Double(epochs), 1)
      return floor + (1 - floor) * (1 + cos(.pi * progress)) / 2
    case .warmUp(let epochs, let next):
      precondition(epochs > 0, "A warm-up needs at least 1 epoch, but has \(epochs).")
      guard finished >= epochs else { return Double(finished + 1) / Double(epochs) }
      return next.factor(afterEpochs: finished - epochs)
    }
  }
}
