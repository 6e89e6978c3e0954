/// Passes gradients of times inside a span's segments back to the ends of the span.
///
/// A time counts as a fixed share of its segment. Of the segments' ends, those of the span move;
/// times that steps have to meet stay where they are.
struct SegmentTimes {
  private let segments: [Itinerary.Segment]
  private let span: TimeSpan

  init(_ itinerary: Itinerary, over span: TimeSpan) {
    segments = itinerary.segments
    self.span = span
  }

  /// Adds the gradients of a step's time and size to those of the span's ends.
  func add(
    _ timeGradient: Double, _ stepSizeGradient: Double, at time: Double, by stepSize: Double,
    segment index: Int, to gradient: inout TimeSpan.TangentVector
  ) {
    let segment = segments[index]
    let length = segment.end - segment.start
    let (share, width) = ((time - segment.start) / length, stepSize / length)
    if segment.start == span.start {
      gradient.start += timeGradient * (1 - share) - stepSizeGradient * width
    }
    if segment.end == span.end {
      gradient.end += timeGradient * share + stepSizeGradient * width
    }
  }
}
