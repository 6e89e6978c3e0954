/// The parts of a span between times that steps have to meet, in the order in which they are
/// travelled.
struct Itinerary {
  /// A part of the span.
  struct Segment: Equatable {
    let start: Double
    let end: Double
    let startDependence: TimeDependence
    let endDependence: TimeDependence
    /// Whether the field jumped before this segment, so that the method starts anew.
    let beginsLeg: Bool
  }

  private(set) var segments: [Segment] = []

  init(over span: TimeSpan, _ control: StepControl) {
    let direction = span.direction
    func inside(_ times: [Double], margin: Double = 0) -> Set<Double> {
      Set(
        times.filter {
          direction * ($0 - span.start) > margin && direction * (span.end - $0) > margin
        })
    }
    // The field is evaluated at either end of a segment, or a rounding error away: at a jump, these
    // must lie on its sides.
    let margin = 8 * max(abs(span.start), abs(span.end)).ulp
    // Jumps within round-off of an end count as at it, where they have no effect.
    let jumps = inside(control.jumpTimes, margin: 2 * margin)
    var start = span.start
    var dependence = TimeDependence.onStart
    var beginsLeg = true
    for time in jumps.union(inside(control.stopTimes)).sorted(by: { direction * ($1 - $0) > 0 }) {
      let isJump = jumps.contains(time)
      let end = isJump ? time - direction * margin : time
      if direction * (end - start) > 0 {
        segments.append(
          Segment(
            start: start, end: end, startDependence: dependence, endDependence: .fixed,
            beginsLeg: beginsLeg))
        beginsLeg = false
      }
      dependence = .fixed
      start = isJump ? time + direction * margin : time
      beginsLeg = beginsLeg || isJump
    }
    if direction * (span.end - start) > 0 {
      segments.append(
        Segment(
          start: start, end: span.end, startDependence: dependence, endDependence: .onEnd,
          beginsLeg: beginsLeg))
    }
  }
}
