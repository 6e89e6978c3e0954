import Integrators

/// A span as a chain of solves between sample times, with a break at each jump of the field.
struct SegmentPlan {
  /// One solve of the chain.
  struct Segment {
    let span: TimeSpan
    let solver: Solver
  }

  /// The segments between two jumps, one list after the other.
  private(set) var legs: [[Segment]] = []

  init<Field: VectorField>(
    of field: Field, over span: TimeSpan, with solver: Solver, segments: Int
  ) {
    precondition(segments > 0, "The number of segments is \(segments), but must be positive.")
    let direction = span.end < span.start ? -1.0 : 1.0
    // On either side of a jump, as far from it as the steps of a solve end before it and begin behind it.
    let margin = 8 * max(abs(span.start), abs(span.end)).ulp
    let jumps = Set(field.jumpTimes + solver.stepControl.jumpTimes).filter {
      direction * ($0 - span.start) > 2 * margin && direction * (span.end - $0) > 2 * margin
    }
    var start = span.start
    for jump in jumps.sorted(by: { direction * ($1 - $0) > 0 }) {
      append(start, jump - direction * margin, of: span, with: solver, segments)
      start = jump + direction * margin
    }
    append(start, span.end, of: span, with: solver, segments)
  }

  private mutating func append(
    _ start: Double, _ end: Double, of span: TimeSpan, with solver: Solver, _ segments: Int
  ) {
    guard start != end else {
      let segment = Segment(span: TimeSpan(from: start, to: end), solver: solver)
      return legs.append([segment])
    }
    let length = abs(span.end - span.start)
    guard let grid = FixedGrid(solver.stepControl, over: span) else {
      let times = (0...segments).map { index in
        index == segments ? end : start + (end - start) * Double(index) / Double(segments)
      }
      return legs.append(
        zip(times, times.dropFirst()).map { first, last in
          Segment(
            span: TimeSpan(from: first, to: last),
            solver: solver.sharing(abs(last - first) / length, solver.stepControl.rule))
        })
    }
    let marks = [start] + grid.times(from: start, to: end) + [end]
    // Behind a jump inside a step, what is left of it is a segment, so that all others begin on the grid.
    let lead = marks.count == 2 || grid.contains(start) ? 0 : 1
    let steps = marks.count - 1 - lead
    let count = min(segments, steps)
    let picks = (lead == 0 ? [] : [0]) + (0...count).map { lead + ($0 * steps + count / 2) / count }
    legs.append(
      zip(picks, picks.dropFirst()).map { first, last in
        Segment(
          span: TimeSpan(from: marks[first], to: marks[last]),
          solver: solver.sharing(abs(marks[last] - marks[first]) / length, .stepSize(grid.size)))
      })
  }
}

/// The times at which steps of a fixed size end.
private struct FixedGrid {
  let start: Double
  let direction: Double
  let size: Double

  /// Times closer than this are the same but for round-off.
  private var tolerance: Double { 1e-9 * size }

  /// Creates the grid of a control, or `nil` where it chooses its sizes.
  init?(_ control: StepControl, over span: TimeSpan) {
    start = span.start
    direction = span.end < span.start ? -1 : 1
    switch control.rule {
    case .adaptive: return nil
    case .steps(let count): size = abs(span.end - span.start) / Double(count)
    case .stepSize(let size): self.size = size
    }
  }

  /// Returns whether a step ends, or the first one begins, at a time.
  func contains(_ time: Double) -> Bool {
    let distance = abs(time - start)
    return abs(distance - (distance / size).rounded() * size) <= tolerance
  }

  /// Returns the times of the grid between two others, exclusively.
  func times(from first: Double, to last: Double) -> [Double] {
    let steps = [first, last].map { direction * ($0 - start) / size }
    let (low, high) = (Int(steps[0].rounded(.down)), Int(steps[1].rounded(.up)))
    return (low...high).map { start + direction * Double($0) * size }
      .filter { direction * ($0 - first) > tolerance && direction * (last - $0) > tolerance }
  }
}

extension Solver {
  /// Returns the solver of a part of a span.
  fileprivate func sharing(_ part: Double, _ rule: StepControl.Rule) -> Solver {
    var copy = self
    copy.stepControl.rule = rule
    copy.gradient = gradient.sharing(part)
    return copy
  }
}

extension GradientMethod {
  /// Returns this method with a number of steps of its own cut to a part of a span, rounded up.
  fileprivate func sharing(_ part: Double) -> GradientMethod {
    switch self {
    case .backsolve(let control): .backsolve(control?.sharing(part))
    case .interpolated(let control): .interpolated(control?.sharing(part))
    case .recomputed(let gradient): .recomputed(gradient.sharing(part))
    case .direct, .checkpointed, .recursive, .reversible: self
    }
  }
}

extension StepControl {
  fileprivate func sharing(_ part: Double) -> StepControl {
    guard case .steps(let count) = rule else { return self }
    var copy = self
    // A hair less, lest round-off in the part ask for one step more.
    copy.rule = .steps(max(1, Int((Double(count) * part - 1e-9).rounded(.up))))
    return copy
  }
}
