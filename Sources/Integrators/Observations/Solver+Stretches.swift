import Tensors

extension Solver {
  /// Returns this solver for a ``StretchedField``, whose longest elapsed time is `longest`: sizes of steps
  /// become shares of that time.
  func stretched(over longest: Double) -> Solver {
    var copy = self
    copy.stepControl = stepControl.stretched(over: longest)
    copy.gradient = gradient.stretched(over: longest)
    return copy
  }
}

extension GradientMethod {
  fileprivate func stretched(over longest: Double) -> GradientMethod {
    switch self {
    case .direct, .checkpointed, .recursive, .reversible: self
    case .recomputed(let gradient): .recomputed(gradient.stretched(over: longest))
    case .backsolve(let control): .backsolve(control?.stretched(over: longest))
    case .interpolated(let control): .interpolated(control?.stretched(over: longest))
    }
  }
}

extension StepControl {
  fileprivate func stretched(over longest: Double) -> StepControl {
    precondition(
      stopTimes.isEmpty && jumpTimes.isEmpty,
      "Samples are at different times, so a step cannot meet \((stopTimes + jumpTimes)[0]) for all.")
    switch rule {
    case .steps: return self
    case .stepSize(let size):
      // Round-off must not cost a step where the size divides the time.
      return .steps(max(1, Int((longest / size - 1e-9).rounded(.up))))
    case .adaptive(var steps):
      steps.smallestStep /= longest
      steps.largestStep /= longest
      steps.firstStep = steps.firstStep.map { min($0 / longest, 1) }
      return StepControl(.adaptive(steps))
    }
  }
}

extension Tensor {
  /// The largest magnitude of an elapsed time.
  var longest: Double {
    guard !isShapelessZero else { return 0 }
    return elements.reduce(0) { $1.isNaN ? .nan : Swift.max($0, abs($1)) }
  }
}
