/// Keeps the states of a solve that its saving asks for.
struct StateRecorder<State: StateVector> {
  let saving: Saving
  let span: TimeSpan
  private(set) var states: [State] = []
  private(set) var times: [Double] = []
  private(set) var trajectory = Trajectory<State>()

  /// The number of given times that were passed.
  private var passed = 0

  init(_ saving: Saving, over span: TimeSpan) {
    self.saving = saving
    self.span = span
  }

  /// Whether anything is saved beside the end.
  var isOn: Bool { saving != .end }

  var savesTrajectory: Bool { saving == .trajectory }

  /// Starts with the initial state and returns how often it is saved.
  mutating func begin(from state: State, at time: Double) -> Int {
    switch saving {
    case .end: break
    case .everyStep: save(state, at: time)
    case .trajectory: trajectory = Trajectory(from: state, at: time)
    case .times:
      while nextTime == time { saveNext(state) }
    }
    return states.count
  }

  /// The next given time, if there is one.
  private var nextTime: Double? {
    guard case .times(let all) = saving, passed < all.count else { return nil }
    return all[passed]
  }

  private mutating func saveNext(_ state: State) {
    guard let time = nextTime else { return }
    passed += 1
    save(state, at: time)
  }

  private mutating func save(_ state: State, at time: Double) {
    states.append(state)
    times.append(time)
  }

  /// Whether a given time lies before `end`, or at it.
  func hasTime(before end: Double, inclusive: Bool = false) -> Bool {
    guard let time = nextTime else { return false }
    return span.direction * (end - time) > 0 || inclusive && time == end
  }

  /// Saves the states at the given times before `end`, or at it, and returns the times.
  mutating func saveInside(
    of interpolant: Interpolant<State>, before end: Double, inclusive: Bool = false
  ) -> [Double] {
    var saved: [Double] = []
    while hasTime(before: end, inclusive: inclusive), let time = nextTime {
      saveNext(interpolant.state(at: time))
      saved.append(time)
    }
    return saved
  }

  /// Saves the state at a step's end where it is asked for.
  ///
  /// - Returns: For each time that it is saved, whether the time was given, and so does not move when
  ///   the step does.
  mutating func saveEnd(_ state: State, at end: Double) -> [Bool] {
    var areGiven: [Bool] = []
    if saving == .everyStep {
      save(state, at: end)
      areGiven.append(false)
    }
    while nextTime == end {
      saveNext(state)
      areGiven.append(true)
    }
    return areGiven
  }

  /// Adds a step to the trajectory, as far as it was gone.
  mutating func append(_ interpolant: Interpolant<State>, to end: Double) {
    trajectory.append(interpolant, to: end)
  }
}
