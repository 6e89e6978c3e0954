public import Integrators
public import Tensors

/// A random end of a span, drawn anew for each training step: a flow that has to be right at every time near
/// the end has to be slow there.
///
/// For a span from `t₀` to `t₁` the end is `T ~ Uniform(t₁ − r, t₁ + r)` or `T ~ Normal(t₁, s²)`. The target
/// stays that of `t₁`, and evaluation uses `t₁`:
///
/// ```swift
/// var model = model
/// model.flow.span = RandomEndTime(minimumLength: 0.01).span(near: model.flow.span, using: &generator)
/// ```
///
/// To second order in the spread, a squared error in the mean over `T` is that at `t₁`, plus `Var T` times
/// the squared velocity and the product of error and acceleration there. Where the target itself moves
/// with time, that biases the flow towards rest.
///
/// Reference: A. Ghosh, H. Behl, E. Dupont, P. Torr and V. Namboodiri, "STEER: Simple Temporal
/// Regularization For Neural ODEs", NeurIPS 2020.
public struct RandomEndTime: Hashable, Sendable {
  /// How far the end may move.
  public enum Spread: Hashable, Sendable {
    /// Uniform, as far to both sides as the shortest length lets it: `r` is the span's length less that.
    case widest

    /// Uniform, up to a time `r` to both sides, positive or 0.
    case uniform(reach: Double)

    /// Normal with a standard deviation `s`, positive or 0, in units of time, of which spans below the shortest
    /// length are drawn again.
    case normal(deviation: Double)
  }

  /// How far the end may move.
  public let spread: Spread

  /// The shortest length of a span, in units of time, in either direction.
  public let minimumLength: Double

  /// Creates a random end.
  ///
  /// - Parameters:
  ///   - spread: How far the end may move.
  ///   - minimumLength: The shortest length of a span, in units of time, positive or 0.
  public init(_ spread: Spread = .widest, minimumLength: Double) {
    precondition(
      minimumLength >= 0 && minimumLength.isFinite,
      "The shortest length is \(minimumLength), but must be 0 or more.")
    switch spread {
    case .widest: break
    case .uniform(let size), .normal(let size):
      precondition(size >= 0 && size.isFinite, "The spread is \(size), but must be 0 or more.")
    }
    self.spread = spread
    self.minimumLength = minimumLength
  }

  /// Returns a span from the same start in the same direction, with a random end.
  ///
  /// - Parameters:
  ///   - span: The span whose end is the mean.
  ///   - generator: The source of random numbers.
  /// - Returns: A span of at least the shortest length; `span` itself where nothing is left to draw.
  /// - Precondition: `span` is as long as the shortest length, and longer by the reach of a uniform spread.
  public func span(near span: TimeSpan, using generator: inout RandomGenerator) -> TimeSpan {
    let length = abs(span.end - span.start)
    precondition(
      length >= minimumLength,
      "The span from \(span.start) to \(span.end) is shorter than the shortest length, \(minimumLength).")
    switch spread {
    case .widest: return moved(span, within: length - minimumLength, using: &generator)
    case .uniform(let reach):
      precondition(
        reach <= length - minimumLength,
        "A span of length \(length) that keeps \(minimumLength) cannot end \(reach) earlier.")
      return moved(span, within: reach, using: &generator)
    case .normal(let deviation):
      // Half of all draws or more are kept, since the mean is.
      while deviation > 0 {
        let offset = Tensor(
          normalWithMean: 0, deviation: deviation, shape: [1], scalarType: .float64, using: &generator
        ).elements[0]
        let end = span.end + offset
        let drawn = span.end < span.start ? span.start - end : end - span.start
        if drawn >= minimumLength { return TimeSpan(from: span.start, to: end) }
      }
      return span
    }
  }

  private func moved(
    _ span: TimeSpan, within reach: Double, using generator: inout RandomGenerator
  ) -> TimeSpan {
    guard reach > 0 else { return span }
    let offset = Tensor(uniform: -reach..<reach, shape: [1], scalarType: .float64, using: &generator)
    return TimeSpan(from: span.start, to: span.end + offset.elements[0])
  }
}
