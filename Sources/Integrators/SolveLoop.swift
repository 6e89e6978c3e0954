import Tensors

/// The loop of a solve: it chooses steps, tries them and keeps what the reverse pass needs.
struct SolveLoop {
  /// An accepted step: enough to replay it.
  struct Checkpoint {
    let state: Tensor
    let time: Double
    let stepSize: Double
  }

  let solver: Solver
  let interval: ClosedRange<Double>
  let keepsCheckpoints: Bool

  private(set) var checkpoints: [Checkpoint] = []
  private var statistics = Solution.Statistics()

  init(solver: Solver, interval: ClosedRange<Double>, keepsCheckpoints: Bool) {
    precondition(
      interval.lowerBound.isFinite && interval.upperBound.isFinite,
      "The interval \(interval) must be finite.")
    solver.validate()
    self.solver = solver
    self.interval = interval
    self.keepsCheckpoints = keepsCheckpoints
  }

  /// Solves from `state` at the beginning of the interval.
  mutating func run(_ field: some VectorField, from state: Tensor) -> Solution {
    let span = interval.upperBound - interval.lowerBound
    guard span > 0 else { return solution(state, interval.lowerBound, .reachedEnd) }
    switch solver.stepControl {
    case .steps(let steps):
      return runFixed(field, from: state, stepCount: steps) { span * Double($0) / Double(steps) }
    case .stepSize(let stepSize):
      // A last step that rounding alone would add is left out; nobody can count to a limit of 2⁶².
      let exactCount = min((span / stepSize * (1 - 1e-12)).rounded(.up), 0x1p62)
      let count = max(1, Int(exactCount))
      return runFixed(field, from: state, stepCount: count) { min(Double($0) * stepSize, span) }
    case .adaptive(let relative, let absolute):
      let control = ErrorControl(
        relativeTolerance: relative, absoluteTolerance: absolute,
        errorOrder: min(solver.method.order, solver.method.embeddedOrder ?? solver.method.order))
      return runAdaptive(field, from: state, control)
    }
  }

  private mutating func runFixed(
    _ field: some VectorField, from start: Tensor, stepCount: Int, elapsed: (Int) -> Double
  ) -> Solution {
    let tableau = solver.method.tableau
    var state = start
    var velocity: Tensor?
    for index in 0..<min(stepCount, solver.stepLimit) {
      let time = interval.lowerBound + elapsed(index)
      let stepSize = elapsed(index + 1) - elapsed(index)
      let velocities = evaluate(field, state, time, stepSize, first: velocity)
      velocity = tableau.isFirstSameAsLast ? velocities.last : nil
      keep(state, time, stepSize)
      state = tableau.combined(tableau.weights, velocities, from: state, by: stepSize)
    }
    guard state.allFinite else {
      return solution(state, interval.lowerBound + elapsed(statistics.steps), .nonFinite)
    }
    guard stepCount <= solver.stepLimit else {
      return solution(state, interval.lowerBound + elapsed(solver.stepLimit), .stepLimit)
    }
    return solution(state, interval.upperBound, .reachedEnd)
  }

  private mutating func runAdaptive(
    _ field: some VectorField, from start: Tensor, _ control: ErrorControl
  ) -> Solution {
    let tableau = solver.method.tableau
    guard let errorWeights = tableau.errorWeights else {
      preconditionFailure("The method \(solver.method.name) has no error estimate.")
    }
    var (state, time) = (start, interval.lowerBound)
    var velocity = field(state, at: time)
    statistics.evaluations += 1
    guard state.allFinite, velocity.allFinite else { return solution(state, time, .nonFinite) }
    var stepSize = control.firstStep(along: field, from: state, velocity: velocity, over: interval)
    statistics.evaluations += 1

    var wasRejected = false
    while time < interval.upperBound {
      guard statistics.steps + statistics.rejectedSteps < solver.stepLimit else {
        return solution(state, time, .stepLimit)
      }
      // A smaller step would not change the time.
      let smallest = 10 * time.ulp
      stepSize = max(stepSize, smallest)
      // A remainder of less than a hundredth of a step is taken along.
      let isLast = time + 1.01 * stepSize >= interval.upperBound
      let trialSize = isLast ? interval.upperBound - time : stepSize
      let velocities = evaluate(field, state, time, trialSize, first: velocity)
      let next = tableau.combined(tableau.weights, velocities, from: state, by: trialSize)
      let error = tableau.combined(errorWeights, velocities, from: nil, by: trialSize)
      let ratio = control.ratio(error, from: state, to: next)
      stepSize = trialSize * control.factor(for: ratio, afterRejection: wasRejected)
      if ratio <= 1 {
        keep(state, time, trialSize)
        state = next
        time = isLast ? interval.upperBound : time + trialSize
        velocity =
          tableau.isFirstSameAsLast ? velocities[tableau.stageCount - 1] : evaluated(field, state, time)
        wasRejected = false
      } else {
        statistics.rejectedSteps += 1
        wasRejected = true
        guard stepSize > smallest else {
          return solution(state, time, ratio.isFinite ? .stepUnderflow : .nonFinite)
        }
      }
    }
    return solution(state, time, .reachedEnd)
  }

  private mutating func evaluate(
    _ field: some VectorField, _ state: Tensor, _ time: Double, _ stepSize: Double, first: Tensor?
  ) -> [Tensor] {
    let tableau = solver.method.tableau
    statistics.evaluations += tableau.stageCount - (first == nil ? 0 : 1)
    return tableau.velocities(along: field, from: state, at: time, by: stepSize, first: first)
  }

  private mutating func evaluated(
    _ field: some VectorField, _ state: Tensor, _ time: Double
  ) -> Tensor {
    statistics.evaluations += 1
    return field(state, at: time)
  }

  private mutating func keep(_ state: Tensor, _ time: Double, _ stepSize: Double) {
    statistics.steps += 1
    if keepsCheckpoints {
      checkpoints.append(Checkpoint(state: state, time: time, stepSize: stepSize))
    }
  }

  private func solution(_ end: Tensor, _ time: Double, _ outcome: Solution.Outcome) -> Solution {
    Solution(end: end, endTime: time, outcome: outcome, statistics: statistics)
  }
}
