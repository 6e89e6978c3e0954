public import Integrators

/// Chooses the steps of training so coarse that they cost little, and so fine that the model stays
/// continuous in depth.
///
/// Every so many updates the current batch is scored with the solver of the training and with a more exact
/// one, ``testSolver(for:over:)``. Where the scores differ by more than the threshold, steps or tolerances are
/// halved. Where they do not, steps or tolerances 1.1 times as large are tried on the same batch, and kept
/// where their score is within the threshold of the exact one.
///
/// Steps are never longer than the span, and never more than ``largestStepCount`` of them are asked for. For
/// tolerances two rules are added: the exact solve must cost more evaluations than the one it judges, or its
/// tolerances are divided by ten until it does; and tolerances do not grow where the evaluations have not
/// changed over the last five checks, since then they do not decide on the steps.
///
/// Reference: K. Ott, P. Katiyar, P. Hennig and M. Tiemann, "ResNet After All? Neural ODEs and Their Numerical
/// Solution", ICLR 2021, algorithms 2 and 3, with the constants of their published code.
public struct StepAdaptation: Codable, Equatable, Sendable {
  /// The number of updates from one check to the next.
  public let interval: Int

  /// The difference in score that counts as none.
  public let threshold: Double

  /// The number of steps that is not exceeded.
  public let largestStepCount: Int

  /// The length of the span of time that is solved over.
  public let spanLength: Double

  /// What each check found and decided, in order.
  public private(set) var history: [StepCheck] = []

  /// Creates an adaptation before its first check.
  ///
  /// - Parameters:
  ///   - spanLength: The length of the span of time that is solved over.
  ///   - interval: The number of updates from one check to the next.
  ///   - threshold: The difference in score that counts as none: a tenth of a percentage point, for
  ///     accuracies in 0…1.
  ///   - largestStepCount: The number of steps that is not exceeded.
  public init(
    over spanLength: Double, every interval: Int = 50, threshold: Double = 0.001,
    largestStepCount: Int = 500
  ) {
    precondition(
      spanLength > 0 && spanLength.isFinite,
      "The span has the length \(spanLength), but must have a positive one.")
    precondition(interval > 0, "Steps cannot be checked every \(interval) updates.")
    precondition(threshold >= 0, "A difference in score of \(threshold) cannot be a threshold.")
    precondition(largestStepCount > 0, "A solve cannot have \(largestStepCount) steps at most.")
    self.spanLength = spanLength
    self.interval = interval
    self.threshold = threshold
    self.largestStepCount = largestStepCount
  }

  /// Returns a solver with the steps or tolerances that held from an update on; the solver itself before the
  /// first check.
  ///
  /// - Parameters:
  ///   - solver: The solver that training began with.
  ///   - update: The number of updates so far; the last check by default.
  /// - Returns: The solver with the steps or tolerances of the last check up to there.
  public func adapted(_ solver: Solver, afterUpdate update: Int = .max) -> Solver {
    history.last { $0.update <= update }?.next.applied(to: solver) ?? solver
  }

  /// Checks a solver, and returns the one to go on with.
  ///
  /// - Parameters:
  ///   - solver: The solver of the training.
  ///   - update: The number of updates so far.
  ///   - score: Scores the current batch with a solver; a score that is not finite agrees with none.
  /// - Returns: The solver with the steps or tolerances of the decision.
  public mutating func check(
    _ solver: Solver, atUpdate update: Int, score: (Solver) throws -> SolverScore
  ) rethrows -> Solver {
    let setting = SolverSetting(solver, over: spanLength)
    let trained = try score(solver)
    let (testSolver, test) = try self.test(of: solver, costing: trained.statistics.evaluations, score)
    var (decision, next) = (StepCheck.Decision.keptAtLimit, setting.resolution)
    var proposed: SolverScore?
    if agree(trained, test) {
      let coarser = limited(setting.resolution.scaled(by: 1.1), from: setting.resolution)
      if coarser != setting.resolution {
        let result = try score(coarser.applied(to: solver))
        proposed = result
        decision =
          !agree(result, test)
          ? .keptByScore : isSteady(trained, result, setting.resolution) ? .keptByEvaluations : .coarsened
        if decision == .coarsened { next = coarser }
      }
    } else {
      let finer = limited(setting.resolution.scaled(by: 0.5), from: setting.resolution)
      if finer != setting.resolution { (decision, next) = (.refined, finer) }
    }
    history.append(
      StepCheck(
        update: update, trained: setting, trainedScore: trained.ifSolved,
        evaluations: trained.statistics.evaluations, test: SolverSetting(testSolver, over: spanLength),
        testScore: test.ifSolved, testEvaluations: test.statistics.evaluations,
        proposedScore: proposed?.ifSolved, decision: decision, next: next))
    return next.applied(to: solver)
  }

  /// The exact solver and its score, which costs more than the solve that it judges if it is adaptive.
  private func test(
    of solver: Solver, costing evaluations: Int, _ score: (Solver) throws -> SolverScore
  ) rethrows -> (Solver, SolverScore) {
    var solver = Self.testSolver(for: solver, over: spanLength)
    var result = try score(solver)
    while case .tolerances(let relative, let absolute) = SolverSetting.Resolution(
      solver.stepControl, over: spanLength), result.statistics.evaluations <= evaluations,
      max(relative, absolute) > 1e-12, result.ifSolved != nil
    {
      let tighter = SolverSetting.Resolution.tolerances(relative: relative / 10, absolute: absolute / 10)
        .applied(to: solver)
      let tighterResult = try score(tighter)
      // Below round-off no tolerance can be met; what was solved before stands.
      guard tighterResult.ifSolved != nil else { break }
      (solver, result) = (tighter, tighterResult)
    }
    return (solver, result)
  }

  private func agree(_ score: SolverScore, _ other: SolverScore) -> Bool {
    // Not `> threshold` the other way round: what is not a number agrees with nothing.
    abs(score.value - other.value) <= threshold + SolverScore.roundOff
  }

  /// Whether evaluations have not changed in five checks, nor would with the tolerances proposed.
  private func isSteady(
    _ trained: SolverScore, _ proposed: SolverScore, _ resolution: SolverSetting.Resolution
  ) -> Bool {
    guard case .tolerances = resolution, history.count >= 4 else { return false }
    let last = history.suffix(4).map(\.evaluations) + [trained.statistics.evaluations]
    return last.allSatisfy { $0 == proposed.statistics.evaluations }
  }

  /// Returns a resolution within the limits on steps; tolerances have none, and steps that are smaller already
  /// are not made larger by them.
  private func limited(
    _ resolution: SolverSetting.Resolution, from current: SolverSetting.Resolution
  ) -> SolverSetting.Resolution {
    guard case .step(let size) = resolution, case .step(let now) = current else { return resolution }
    return .step(min(max(size, min(now, spanLength / Double(largestStepCount))), spanLength))
  }
}
