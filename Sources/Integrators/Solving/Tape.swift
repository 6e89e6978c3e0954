import Tensors

/// What a solve leaves behind for its gradient: the accepted steps, and what else was asked for.
struct Tape<S: Stepper> {
  /// An accepted step.
  struct Step {
    let time: Double
    let stepSize: Double
    /// How the end of the step moves with the ends of the span.
    let endDependence: TimeDependence
  }

  /// A stretch between two jumps: where the method started from a state.
  struct Leg {
    let firstStep: Int
    let state: S.State
    let time: Double
    /// The carry at the end of the leg before.
    let carryBefore: S.Carry?
  }

  /// Where a saved state comes from.
  enum Origin {
    /// The initial state.
    case start
    /// The end of a step, and how it moves with the ends of the span.
    case stepEnd(Int, TimeDependence)
    /// The end of the solve, where an event lies inside a step.
    case end
    /// The inside of a step, at a fixed time.
    case inside(step: Int, time: Double)
  }

  /// What is kept of each step beside its time.
  enum Keeping {
    case nothing
    case times
    case carries
    /// The pullback of every step, at once.
    case pullbacks(withTimes: Bool)
    /// Carries, but never more than a number of them.
    case someCarries(Int)
    /// The solution between all times, but no steps.
    case trajectory
  }

  let keeping: Keeping
  private(set) var steps: [Step] = []
  private(set) var legs: [Leg] = []
  /// The solution between all times, where it is kept.
  private(set) var trajectory: Trajectory<S.State>?
  private(set) var carries: ThinnedList<S.Carry>
  /// The carry behind the last step that was taken to its end.
  private(set) var lastCarry: S.Carry?
  private(set) var pullbacks:
    [(pullback: StepPullback<S.Field, S.Carry>, interpolant: Interpolant<S.State>?)] = []
  /// How the end of the last step moves with the ends of the span.
  var endDependence = TimeDependence.onStart
  /// One for each saved state.
  var origins: [Origin] = []

  init(keeping: Keeping) {
    self.keeping = keeping
    if case .someCarries(let limit) = keeping {
      carries = ThinnedList(limit: limit)
    } else {
      carries = ThinnedList(limit: .max)
    }
  }

  /// Whether anything is kept.
  var isOn: Bool { if case .nothing = keeping { false } else { true } }

  /// Whether the interpolant has to be made wherever a state was saved at a given time.
  var needsInterpolants: Bool { if case .pullbacks(withTimes: true) = keeping { true } else { false } }

  /// Whether the interpolant of every step is kept.
  var keepsTrajectory: Bool { if case .trajectory = keeping { true } else { false } }

  /// The number of steps.
  var stepCount: Int { steps.count }

  /// Returns the step that a time lies in, or `nil` where it lies before all steps.
  func stepIndex(at time: Double, _ direction: Double) -> Int? {
    var (low, high) = (-1, steps.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if direction * (time - steps[middle].time) >= 0 { low = middle } else { high = middle - 1 }
    }
    return low < 0 ? nil : low
  }

  /// Returns the leg whose first step has an index, if there is one.
  func leg(startingWith step: Int) -> Leg? {
    var (low, high) = (0, legs.count)
    while low < high {
      let middle = (low + high) / 2
      if legs[middle].firstStep < step { low = middle + 1 } else { high = middle }
    }
    return low < legs.count && legs[low].firstStep == step ? legs[low] : nil
  }

  /// Notes that the method starts anew from a state, behind the last carry of the leg before.
  mutating func beginLeg(from state: S.State, at time: Double, after carry: S.Carry?) {
    if keepsTrajectory && trajectory == nil { trajectory = Trajectory(from: state, at: time) }
    if isOn {
      legs.append(Leg(firstStep: steps.count, state: state, time: time, carryBefore: carry))
    }
  }

  /// Notes the carry that the steps led to.
  mutating func end(at carry: S.Carry) { if isOn { lastCarry = carry } }

  /// Notes the attempted step of a stepper, which is about to be accepted.
  mutating func append(
    _ stepper: S, from carry: S.Carry, at time: Double, by stepSize: Double,
    _ endDependence: TimeDependence, _ interpolant: Interpolant<S.State>?
  ) {
    switch keeping {
    case .nothing: return
    case .trajectory:
      if let interpolant { trajectory?.append(interpolant, to: time + stepSize) }
      return
    case .times: break
    case .carries, .someCarries: carries.append(carry, at: steps.count)
    case .pullbacks:
      let pullback = stepper.recordedPullback(from: carry, at: time, by: stepSize)
      pullbacks.append((pullback, interpolant))
    }
    steps.append(Step(time: time, stepSize: stepSize, endDependence: endDependence))
  }
}

/// Elements at every so manieth index of a growing sequence, never more than a limit.
///
/// Where a further element would exceed the limit, every second one is dropped and the stride
/// doubled, so that the elements stay evenly spread.
struct ThinnedList<Element> {
  let limit: Int
  private(set) var stride = 1
  private(set) var elements: [Element] = []

  init(limit: Int) {
    precondition(limit > 0, "The list cannot hold \(limit) elements.")
    self.limit = limit
  }

  /// Keeps the element of an index if the stride meets it.
  mutating func append(_ element: Element, at index: Int) {
    guard index % stride == 0 else { return }
    if elements.count == limit {
      elements = Swift.stride(from: 0, to: elements.count, by: 2).map { elements[$0] }
      stride *= 2
      guard index % stride == 0 else { return }
    }
    elements.append(element)
  }

  /// The element of an index if it was kept.
  subscript(index: Int) -> Element? {
    index % stride == 0 && index / stride < elements.count ? elements[index / stride] : nil
  }
}
