/// How the size of each step is chosen, and which times steps have to meet.
public struct StepControl: Sendable, Equatable {
  /// How sizes are chosen between two times that have to be met.
  public enum Rule: Sendable, Equatable {
    /// A number of steps of equal size over the whole span, at least 1.
    case steps(Int)
    /// Steps of one positive size from the start, the last one shortened where it would pass the end.
    case stepSize(Double)
    /// Steps whose estimated error stays below a tolerance.
    case adaptive(AdaptiveSteps)
  }

  /// How sizes are chosen between two times that have to be met.
  public var rule: Rule

  /// Times that a step has to end at, in any order; those outside the span have no effect.
  public var stopTimes: [Double] = []

  /// Times at which the field jumps, in any order; those outside the span or at its ends have no
  /// effect.
  ///
  /// A step ends just before, and the next one begins just behind with nothing of the old velocity
  /// left.
  public var jumpTimes: [Double] = []

  /// Creates a control.
  ///
  /// - Parameter rule: How sizes are chosen between two times that have to be met.
  public init(_ rule: Rule) { self.rule = rule }

  /// A number of steps of equal size over the whole span, at least 1; a time that has to be met
  /// divides the step that it lies in.
  public static func steps(_ count: Int) -> StepControl { StepControl(.steps(count)) }

  /// Steps of one positive size from the start, in units of time, the last one shortened where it
  /// would pass the end; a time that has to be met divides the step that it lies in.
  public static func stepSize(_ size: Double) -> StepControl { StepControl(.stepSize(size)) }

  /// Steps whose estimated error stays below a tolerance.
  ///
  /// There are no usual tolerances: how exact a solution has to be is for the caller to say. At least
  /// one is positive, and none negative; a ``Solver`` checks that.
  ///
  /// - Parameters:
  ///   - relativeTolerance: The tolerated error as a share of the state.
  ///   - absoluteTolerance: The tolerated error in units of the state.
  ///   - controller: The law by which an error leads to the next step's size.
  ///   - norm: What counts of the error.
  ///   - smallestStep: The size in units of time that no step may fall below but the last one
  ///     before a time that has to be met.
  ///   - largestStep: The size in units of time that no step may exceed.
  ///   - firstStep: The size of the first step; chosen from the field where it is not given.
  /// - Returns: A control without times that have to be met.
  public static func adaptive(
    relativeTolerance: Double, absoluteTolerance: Double, controller: StepController = .integral,
    norm: ErrorNorm = .all, smallestStep: Double = 0, largestStep: Double = .infinity,
    firstStep: Double? = nil
  ) -> StepControl {
    StepControl(
      .adaptive(
        AdaptiveSteps(
          relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance,
          controller: controller, norm: norm, smallestStep: smallestStep,
          largestStep: largestStep, firstStep: firstStep)))
  }

  /// Returns this control with further times that a step has to end at.
  public func landing(on times: [Double]) -> StepControl {
    var copy = self
    copy.stopTimes += times
    return copy
  }

  /// Returns this control with further times at which the field jumps.
  public func restarting(at times: [Double]) -> StepControl {
    var copy = self
    copy.jumpTimes += times
    return copy
  }

  /// Returns why steps of a method cannot be chosen so, and what to do; `nil` where they can.
  ///
  /// - Parameter method: The method of one step.
  /// - Returns: The reason in a sentence, with which a solver would stop.
  public func reasonAgainst(_ method: Method) -> String? {
    guard adaptiveSteps != nil && method.errorOrder == nil else { return nil }
    return """
      The method \(method.name) has no estimate of its error to choose steps by; use fixed steps, or \
      a method such as \(Method.dormandPrince5.name).
      """
  }

  /// The adaptive steps, if this is what the rule says.
  var adaptiveSteps: AdaptiveSteps? {
    if case .adaptive(let steps) = rule { steps } else { nil }
  }

  /// Stops with the offending number where a count, size or time is out of range.
  func validate() {
    switch rule {
    case .steps(let steps):
      precondition(steps > 0, "The number of steps is \(steps), but must be positive.")
    case .stepSize(let stepSize):
      precondition(
        stepSize > 0 && stepSize.isFinite, "The step size is \(stepSize), but must be positive.")
    case .adaptive(let steps): steps.validate()
    }
    for time in stopTimes + jumpTimes {
      precondition(time.isFinite, "The time \(time) that a step has to meet must be finite.")
    }
  }
}
