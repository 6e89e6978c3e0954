public import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a network reads off a clock: the time itself, and where in its periods it lies.
///
/// A time `t` shows as one channel, its place in a period `P` as two: `cos(2π t/P)` and
/// `sin(2π t/P)`, which do not jump where a period ends. The channels of a time are in the order of the
/// hands.
public struct Clock: Hashable, Sendable {
  /// A hand of a clock.
  public enum Hand: Hashable, Sendable {
    /// The time itself.
    case time
    /// Cosine and sine of the angle that the time has gone through in a period of this length.
    case phase(period: Double)

    /// The number of channels of the hand.
    var channelCount: Int { self == .time ? 1 : 2 }
  }

  /// The hands, in the order of their channels.
  public let hands: [Hand]

  /// Creates a clock with some hands.
  ///
  /// - Precondition: Every period is positive and finite.
  public init(_ hands: [Hand]) {
    for case .phase(let period) in hands {
      precondition(
        period > 0 && period.isFinite, "The period of a clock is \(period), but must be positive.")
    }
    self.hands = hands
  }

  /// A clock without hands, which shows nothing.
  public static let blank = Clock([])

  /// A clock that shows the time itself.
  public static let time = Clock([.time])

  /// The number of channels that the clock shows.
  public var channelCount: Int { hands.reduce(0) { $0 + $1.channelCount } }

  /// Returns what the clock shows at some times.
  ///
  /// - Parameter times: The times, `[…, 1]`.
  /// - Returns: A tensor `[…, channelCount]`.
  /// - Precondition: The last extent of `times` is 1.
  @differentiable(reverse)
  public func callAsFunction(_ times: Tensor) -> Tensor {
    Tensor(
      shape: shownShape(of: times),
      elements: times.elements.flatMap { time in hands.flatMap { shown(by: $0, at: time) } },
      scalarType: times.scalarType)
  }

  @derivative(of: callAsFunction)
  @usableFromInline
  func _vjpCallAsFunction(_ times: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (
      self(times),
      { upstream in
        if upstream.isShapelessZero { return .zero }
        let gradient = upstream.elements
        let slopes = times.elements.enumerated().map { index, time in
          let own = gradient[(index * channelCount)..<((index + 1) * channelCount)]
          return zip(own, hands.flatMap { slope(of: $0, at: time) }).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return Tensor(shape: times.shape, elements: slopes, scalarType: times.scalarType)
      }
    )
  }

  private func shownShape(of times: Tensor) -> Shape {
    precondition(
      times.shape.last == 1,
      "Times have one channel, but the shape \(times.shape) has \(times.shape.last ?? 0).")
    return times.shape.replacing(axis: times.rank - 1, with: channelCount)
  }

  private func shown(by hand: Hand, at time: Double) -> [Double] {
    switch hand {
    case .time: return [time]
    case .phase(let period):
      let angle = 2 * Double.pi * time / period
      return [cos(angle), sin(angle)]
    }
  }

  private func slope(of hand: Hand, at time: Double) -> [Double] {
    switch hand {
    case .time: return [1]
    case .phase(let period):
      let frequency = 2 * Double.pi / period
      return [-frequency * sin(frequency * time), frequency * cos(frequency * time)]
    }
  }
}
