public import Integrators

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A solver as tables, checkpoints and warnings know it: its method, and its step or its tolerances.
public struct SolverSetting: Codable, Hashable, Sendable {
  /// How finely a solver resolves time.
  public enum Resolution: Codable, Hashable, Sendable {
    /// Steps of one size, in units of time.
    case step(Double)
    /// Steps whose estimated error stays below tolerances.
    case tolerances(relative: Double, absolute: Double)
  }

  /// The name of the method.
  public let method: String

  /// The order of convergence of the method.
  public let order: Int

  /// The size of its steps, or its tolerances.
  public let resolution: Resolution

  /// The length of the span of time that is solved over.
  public let spanLength: Double

  /// Creates the setting of a solver.
  ///
  /// - Parameters:
  ///   - solver: The solver; a number of steps is kept as their size.
  ///   - spanLength: The length of the span of time that it solves over.
  /// - Precondition: `spanLength` is positive and finite.
  public init(_ solver: Solver, over spanLength: Double) {
    precondition(
      spanLength > 0 && spanLength.isFinite,
      "The span has the length \(spanLength), but must have a positive one.")
    method = solver.method.name
    order = solver.method.order
    resolution = Resolution(solver.stepControl, over: spanLength)
    self.spanLength = spanLength
  }

  /// The number of equal steps over the span, the last of which may be shorter; `nil` for adaptive ones.
  public var stepCount: Int? {
    guard case .step(let size) = resolution else { return nil }
    return Self.stepCount(of: size, over: spanLength)
  }

  /// Returns the number of steps of a size over a span.
  static func stepCount(of size: Double, over spanLength: Double) -> Int {
    // As in the solver, a remainder of round-off makes no step.
    Int(min(max((spanLength / size - 1e-9).rounded(.up), 1), 1e15))
  }

  /// A solver with this setting, or `nil` where no built-in method has the name.
  public var solver: Solver? {
    Method.named(method).map { resolution.applied(to: Solver($0, .steps(1))) }
  }

  /// Says whether this solver is at least as exact as another by what is known without solving: its
  /// order is no lower, and its steps or its tolerances are no larger.
  ///
  /// Between steps and tolerances the size `(h/T)^(p+1)` that the error of a step `h` has at order `p`,
  /// over a span of length `T`, is what is compared with the tolerance.
  public func isAtLeastAsExact(as other: SolverSetting) -> Bool {
    guard order >= other.order else { return false }
    let slack = 1 + 1e-9
    switch (resolution, other.resolution) {
    case (.step(let own), .step(let given)):
      return own <= given * slack
    case (.tolerances(let relative, let absolute), .tolerances(let otherRelative, let otherAbsolute)):
      return relative <= otherRelative * slack && absolute <= otherAbsolute * slack
    case (.step, .tolerances), (.tolerances, .step):
      return errorOfStep <= other.errorOfStep * slack
    }
  }

  /// The error of a step as a share of the state, by its size or by the tolerances.
  private var errorOfStep: Double {
    switch resolution {
    case .step(let size): pow(size / spanLength, Double(order) + 1)
    case .tolerances(let relative, let absolute): max(relative, absolute)
    }
  }

  /// Says whether another solver has the same method, and the same steps or tolerances but for round-off.
  func isSame(as other: SolverSetting) -> Bool {
    method == other.method && isAtLeastAsExact(as: other) && other.isAtLeastAsExact(as: self)
  }
}

extension SolverSetting: CustomStringConvertible {
  /// The setting in words, such as `euler with 8 steps` or `dormand-prince-5 at a tolerance of 1e-05`.
  public var description: String { "\(method) \(resolutionWords)" }

  /// The steps or tolerances in words, such as `with 8 steps`.
  var resolutionWords: String {
    switch resolution {
    case .step:
      let count = stepCount ?? 1
      return "with \(count) step\(count == 1 ? "" : "s")"
    case .tolerances(let relative, let absolute):
      return relative == absolute
        ? "at a tolerance of \(Self.shortened(relative))"
        : "at tolerances of \(Self.shortened(relative)) and \(Self.shortened(absolute))"
    }
  }

  /// Returns a number with three digits that count, such as `0.125` or `1.21e-05`.
  static func shortened(_ number: Double) -> String {
    guard number != 0, number.isFinite else { return "\(number)" }
    let scale = pow(10, 2 - log10(abs(number)).rounded(.down))
    return "\((number * scale).rounded() / scale)"
  }
}

extension SolverSetting.Resolution {
  /// The resolution of a step control over a span of the given length.
  init(_ control: StepControl, over spanLength: Double) {
    switch control.rule {
    case .steps(let count): self = .step(spanLength / Double(count))
    case .stepSize(let size): self = .step(min(size, spanLength))
    case .adaptive(let steps):
      self = .tolerances(relative: steps.relativeTolerance, absolute: steps.absoluteTolerance)
    }
  }

  /// Returns the resolution with steps or tolerances that are so many times as large.
  func scaled(by factor: Double) -> Self {
    switch self {
    case .step(let size): .step(size * factor)
    case .tolerances(let relative, let absolute):
      .tolerances(relative: relative * factor, absolute: absolute * factor)
    }
  }

  /// Returns a solver with this resolution in the place of its own.
  func applied(to solver: Solver) -> Solver {
    var solver = solver
    switch (self, solver.stepControl.rule) {
    case (.step(let size), _):
      solver.stepControl.rule = .stepSize(size)
    case (.tolerances(let relative, let absolute), .adaptive(var steps)):
      (steps.relativeTolerance, steps.absoluteTolerance) = (relative, absolute)
      solver.stepControl.rule = .adaptive(steps)
    case (.tolerances(let relative, let absolute), _):
      solver.stepControl.rule =
        StepControl.adaptive(relativeTolerance: relative, absoluteTolerance: absolute).rule
    }
    return solver
  }
}
