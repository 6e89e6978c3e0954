/// What one check of a ``StepAdaptation`` found, and what it decided.
public struct StepCheck: Codable, Equatable, Sendable {
  /// What happens to steps or tolerances.
  public enum Decision: String, Codable, Sendable {
    /// The scores differ: they are halved.
    case refined
    /// The scores agree, with larger ones too: they grow.
    case coarsened
    /// The scores agree, but not with larger ones: they stay.
    case keptByScore
    /// The scores agree, but larger tolerances would not change the steps: they stay.
    case keptByEvaluations
    /// They stay, since they are at the limit.
    case keptAtLimit
  }

  /// The number of updates before the check.
  public let update: Int

  /// The solver of the training.
  public let trained: SolverSetting

  /// Its score on the current batch, or `nil` where a solve failed.
  public let trainedScore: Double?

  /// The evaluations of the vector field that it took.
  public let evaluations: Int

  /// The more exact solver.
  public let test: SolverSetting

  /// Its score on the current batch, or `nil` where a solve failed.
  public let testScore: Double?

  /// The evaluations of the vector field that it took.
  public let testEvaluations: Int

  /// The score with larger steps or tolerances, or `nil` where they were not tried or a solve failed.
  public let proposedScore: Double?

  /// What happens to steps or tolerances.
  public let decision: Decision

  /// The steps or tolerances to go on with.
  public let next: SolverSetting.Resolution
}
