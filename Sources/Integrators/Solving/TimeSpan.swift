public import Tensors

/// The times from which and to which a solve goes, both with a derivative.
///
/// The end may lie before the start: the solution is then followed backwards in time.
public struct TimeSpan: Differentiable, Equatable, Sendable {
  /// The time of the initial state.
  public var start: Double

  /// The time to reach.
  public var end: Double

  /// Creates a span.
  ///
  /// - Parameters:
  ///   - start: The time of the initial state.
  ///   - end: The time to reach; it may lie before `start`.
  @differentiable(reverse)
  public init(from start: Double, to end: Double) {
    self.start = start
    self.end = end
  }

  /// The signed length `end − start`.
  var length: Double { end - start }

  /// 1 where time increases, −1 where it decreases.
  var direction: Double { end < start ? -1 : 1 }
}
