/// When parameters that vary with depth go over to a finer basis in the course of training.
///
/// A network that starts with few units and few steps learns the coarse features of its path cheaply; each
/// refinement keeps the function, and doubles basis and steps.
///
/// Reference: A. Queiruga, N. B. Erichson, D. Taylor and M. W. Mahoney, "Continuous-in-Depth Neural
/// Networks", 2020, section 4 (refinement training).
public struct RefinementSchedule: Hashable, Sendable {
  /// The basis before the first refinement.
  public let start: DepthBasis

  /// The numbers of finished epochs after which the basis is refined.
  public let epochs: [Int]

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - start: The basis before the first refinement.
  ///   - epochs: The numbers of finished epochs after which the basis is refined, in any order; one that
  ///     comes twice stands for two refinements at once.
  /// - Precondition: No number is negative.
  public init(from start: DepthBasis, after epochs: [Int]) {
    precondition(
      epochs.allSatisfy { $0 >= 0 }, "A refinement after \(epochs.min() ?? 0) epochs is too early.")
    self.start = start
    self.epochs = epochs.sorted()
  }

  /// Returns the basis of the next epoch.
  ///
  /// A checkpoint behind an epoch holds the parameters of that epoch: those over the basis after one epoch
  /// less.
  ///
  /// - Parameter finished: The number of finished epochs.
  /// - Returns: The first basis, refined once for each of ``epochs`` that are over.
  public func basis(afterEpochs finished: Int) -> DepthBasis {
    epochs.prefix { $0 <= finished }.reduce(start) { basis, _ in basis.refined().new }
  }
}
