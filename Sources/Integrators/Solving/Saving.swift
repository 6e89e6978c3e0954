/// Which states of a solve are kept beside the one at its end.
public enum Saving: Sendable, Equatable {
  /// None.
  case end

  /// Those at given times, which follow each other in the direction of the span and lie inside it.
  ///
  /// Steps do not depend on them: what lies inside a step is interpolated, to the method's own
  /// order. A time that equals the start or the end of the span moves with it, and the derivative in
  /// that time counts it so.
  case times([Double])

  /// The initial state and that behind every step.
  case everyStep

  /// The solution as a function of time, ``Solution/trajectory``.
  case trajectory

  /// Stops with the offending time where one lies outside the span or out of order.
  func validate(over span: TimeSpan) {
    guard case .times(let times) = self else { return }
    let direction = span.direction
    var last = span.start
    for time in times {
      precondition(
        direction * (time - last) >= 0,
        "The time \(time) to save at does not follow \(last) on the way from \(span.start) to \(span.end).")
      last = time
    }
    precondition(
      direction * (span.end - last) >= 0,
      "The time \(last) to save at lies behind the end of the span, \(span.end).")
  }
}
