/// How the size of each step is chosen.
public enum StepControl: Sendable, Equatable {
  /// A number of steps of equal size.
  case steps(Int)

  /// Steps of one size, the last one shortened where it would pass the end.
  case stepSize(Double)

  /// Steps whose estimated error, measured against `absoluteTolerance + relativeTolerance · |y|`
  /// as a root mean square over all elements, stays below 1.
  case adaptive(relativeTolerance: Double, absoluteTolerance: Double)

  /// Stops with the offending number where a count, size or tolerance is out of range, or where
  /// the method has no error estimate to adapt by.
  func validate(for method: RungeKutta) {
    switch self {
    case .steps(let steps):
      precondition(steps > 0, "The number of steps is \(steps), but must be positive.")
    case .stepSize(let stepSize):
      precondition(
        stepSize > 0 && stepSize.isFinite, "The step size is \(stepSize), but must be positive.")
    case .adaptive(let relative, let absolute):
      precondition(
        relative >= 0 && absolute >= 0 && relative + absolute > 0,
        "The tolerances \(relative) and \(absolute) must not be negative or both be zero.")
      precondition(
        method.embeddedOrder != nil,
        """
        The method \(method.name) has no embedded method to estimate its error by; \
        use fixed steps or a method such as \(RungeKutta.dormandPrince5.name).
        """)
    }
  }
}
