/// How a time inside a span moves with the span's ends: by `start · dt₀ + end · dt₁`.
struct TimeDependence: Equatable {
  var start: Double
  var end: Double

  /// A time that stays where it is.
  static let fixed = TimeDependence(start: 0, end: 0)
  /// The start of the span, and what keeps its distance from it.
  static let onStart = TimeDependence(start: 1, end: 0)
  /// The end of the span.
  static let onEnd = TimeDependence(start: 0, end: 1)

  /// Returns the dependence of a time at a share of the way between two others.
  static func between(_ first: Self, _ second: Self, at share: Double) -> Self {
    TimeDependence(
      start: first.start + share * (second.start - first.start),
      end: first.end + share * (second.end - first.end))
  }

  /// Adds what a gradient of this time passes back to the ends of the span.
  func pass(_ gradient: Double, to span: inout TimeSpan.TangentVector) {
    span.start += gradient * start
    span.end += gradient * end
  }
}
