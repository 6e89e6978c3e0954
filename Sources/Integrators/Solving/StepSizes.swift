/// The sizes of the steps of a solve: it proposes each one and learns how it went.
///
/// Sizes are counted as positive here; the loop gives them the direction of time.
struct StepSizes {
  let rule: StepControl.Rule
  let span: TimeSpan
  /// The order at which the error estimate of a step falls with its size.
  let errorOrder: Int

  /// The index of the next time of a fixed grid.
  private var gridIndex = 1
  /// The size that the next adaptive step should have.
  private var size: Double
  /// The size of the step at hand, and whether it was cut at a time that has to be met.
  private var proposed = 0.0
  private var isCut = false
  private var wasRejected = false
  /// The error ratios of the last two accepted steps.
  private var ratios = (1.0, 1.0)

  init(_ rule: StepControl.Rule, over span: TimeSpan, errorOrder: Int, firstSize: Double) {
    self.rule = rule
    self.span = span
    self.errorOrder = errorOrder
    size = firstSize
  }

  /// Returns the signed size of the next step from `time`, and whether it ends at `target`; `nil` where
  /// steps are too small to change the time.
  mutating func next(from time: Double, to target: Double) -> (size: Double, reachesTarget: Bool)? {
    switch rule {
    case .steps, .stepSize: nextOnGrid(from: time, to: target)
    case .adaptive(let steps): nextAdaptive(from: time, to: target, steps)
    }
  }

  private mutating func nextOnGrid(from time: Double, to target: Double) -> (Double, Bool)? {
    guard gridSize >= time.ulp else { return nil }
    // Times closer than this are the same but for round-off.
    let tolerance = 1e-10 * gridSize
    let direction = span.direction
    while direction * (gridTime(gridIndex) - time) <= tolerance { gridIndex += 1 }
    let end = gridTime(gridIndex)
    if direction * (target - end) <= tolerance { return (target - time, true) }
    return (end - time, false)
  }

  private var gridSize: Double {
    switch rule {
    case .steps(let count): abs(span.length) / Double(count)
    case .stepSize(let size): size
    case .adaptive: 0
    }
  }

  private func gridTime(_ index: Int) -> Double {
    switch rule {
    case .steps(let count): span.start + span.length * (Double(index) / Double(count))
    case .stepSize(let size): span.start + span.direction * Double(index) * size
    case .adaptive: span.end
    }
  }

  /// Returns how the end of the step that was proposed last moves with the ends of the span.
  ///
  /// A time of a grid moves with the grid. The end of an adaptive step counts as a fixed share of its
  /// segment, so that moving an end of the span stretches all steps between there and the next time
  /// that has to be met.
  func dependence(of end: Double, in segment: Itinerary.Segment) -> TimeDependence {
    switch rule {
    case .steps(let count):
      .between(.onStart, .onEnd, at: Double(gridIndex) / Double(count))
    case .stepSize: .onStart
    case .adaptive:
      .between(
        segment.startDependence, segment.endDependence,
        at: (end - segment.start) / (segment.end - segment.start))
    }
  }

  private mutating func nextAdaptive(
    from time: Double, to target: Double, _ steps: AdaptiveSteps
  ) -> (Double, Bool)? {
    size = min(max(size, smallest(at: time, steps)), steps.largestStep)
    let rest = abs(target - time)
    // A remainder of less than a hundredth of a step is taken along.
    let reachesTarget = rest <= min(1.01 * size, steps.largestStep)
    guard reachesTarget || size >= time.ulp else { return nil }
    isCut = reachesTarget && rest < size
    proposed = reachesTarget ? rest : size
    return (reachesTarget ? target - time : span.direction * size, reachesTarget)
  }

  /// The size below which a step would not change the time, or must not be.
  private func smallest(at time: Double, _ steps: AdaptiveSteps) -> Double {
    max(10 * time.ulp, steps.smallestStep)
  }

  /// Learns the error ratio of a step that was accepted.
  mutating func accept(_ ratio: Double) {
    guard case .adaptive(let steps) = rule else { return }
    let factor = steps.controller.factor(
      for: ratio, after: ratios, order: errorOrder + 1, mayGrow: !wasRejected)
    // A step that was cut says little against the size that it should have had.
    size = isCut ? max(size, proposed * factor) : proposed * factor
    // An error of zero would make every later step the largest or none.
    ratios = (max(ratio, 1e-4), ratios.0)
    wasRejected = false
  }

  /// Learns the error ratio of a step that was rejected; it may be infinite or not a number.
  ///
  /// - Returns: Whether a smaller step can be tried.
  mutating func reject(_ ratio: Double, at time: Double) -> Bool {
    guard case .adaptive(let steps) = rule else { return false }
    let smallest = smallest(at: time, steps)
    guard proposed > smallest else { return false }
    let factor = steps.controller.factor(
      for: ratio, after: ratios, order: errorOrder + 1, mayGrow: false)
    size = max(proposed * min(factor, StepController.safety), smallest)
    wasRejected = true
    return true
  }
}
