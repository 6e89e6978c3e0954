public import Integrators
public import Training

/// The solvers that a trained model may be solved with, as its checkpoint remembers them.
///
/// A model is valid under the solver that it was trained with. One that a ``ManifestationCheck`` found
/// continuous is valid under every solver at least as exact as well, under its own method down to the
/// critical step, and under what else was tried and agreed.
public struct SolverValidity: Codable, Equatable, Sendable {
  /// The name under which a checkpoint keeps this among its notes.
  public static let note = "solver-validity"

  /// What the scores are, such as `accuracy on the validation nodes of cora`.
  public let score: String

  /// What the model does with which solver, that of the training first of all.
  public let check: ManifestationCheck

  /// The verdict of the check, for readers of the file.
  public let verdict: String

  /// Creates the validity of a model.
  ///
  /// - Parameters:
  ///   - check: What the model does with which solver.
  ///   - score: What the scores are, in words.
  public init(_ check: ManifestationCheck, of score: String) {
    self.check = check
    self.score = score
    verdict = check.verdict
  }

  /// Says whether the model was found to be valid under a solver, or is by being continuous.
  public func covers(_ solver: Solver) -> Bool {
    let setting = setting(of: solver)
    if setting.isSame(as: check.trained.solver) { return true }
    guard check.isContinuous else { return false }
    if let cell = check.cells.first(where: { $0.solver.isSame(as: setting) }) {
      return check.agrees(cell)
    }
    if setting.isAtLeastAsExact(as: check.trained.solver) { return true }
    guard let critical = check.criticalStep, case .step(let size) = setting.resolution else { return false }
    return setting.method == check.trained.solver.method && size <= critical * (1 + 1e-9)
  }

  /// Returns one line for whoever is about to solve the model in a way that it is not valid under, or `nil`
  /// where it is.
  ///
  /// - Parameter solver: The solver to predict with.
  /// - Returns: What is wrong with it, and what to solve by instead.
  public func warning(for solver: Solver) -> String? {
    guard !covers(solver) else { return nil }
    let (setting, trained) = (setting(of: solver), check.trained.solver)
    let tried = check.cells.first { $0.solver.isSame(as: setting) }.map { cell in
      guard let found = cell.score else { return "; the solve failed when it was tried" }
      let expected = check.trained.score.map { " instead of \(SolverSetting.shortened($0))" } ?? ""
      return "; the \(score) was \(SolverSetting.shortened(found))\(expected) when it was tried"
    }
    guard check.isContinuous else {
      return "The model is not continuous in depth and holds for \(trained) alone, but is solved by "
        + "\(setting)\(tried ?? ""). Solve it by \(trained), or train it with steps that are adapted."
    }
    return
      "The model was trained with \(trained) and is not known to hold for \(setting), which \(fault(of: setting))"
      + "\(tried ?? ""). \(advice)"
  }

  private func setting(of solver: Solver) -> SolverSetting {
    SolverSetting(solver, over: check.trained.solver.spanLength)
  }

  /// What keeps a solver from being at least as exact as that of the training.
  private func fault(of setting: SolverSetting) -> String {
    let trained = check.trained.solver
    if setting.order < trained.order { return "is of order \(setting.order), below \(trained.order)" }
    switch (setting.resolution, trained.resolution) {
    case (.step, .step): return "has coarser steps"
    case (.tolerances, .tolerances): return "has a looser tolerance"
    case (.step, .tolerances): return "has steps too coarse for the tolerance of the training"
    case (.tolerances, .step): return "has a tolerance too loose for the steps of the training"
    }
  }

  /// What to solve with instead.
  private var advice: String {
    let trained = check.trained.solver
    guard case .step(let size) = trained.resolution else {
      return "Use order \(trained.order) or higher \(trained.resolutionWords) or less."
    }
    let least = SolverSetting.stepCount(of: max(check.criticalStep ?? size, size), over: trained.spanLength)
    let own = "Use \(trained.method) with \(least) steps or more"
    let count = trained.stepCount ?? least
    return "\(own), or order \(trained.order) or higher with \(count) or more."
  }
}

extension Trainer {
  /// Adds a model's validity to the notes that checkpoints carry.
  public mutating func note(_ validity: SolverValidity) {
    notes[SolverValidity.note] = NoteText.of(validity)
  }
}

extension SavedModel {
  /// Returns the validity that the run left, or `nil` if it left none.
  ///
  /// - Throws: `invalidField` where the note cannot be read.
  public func solverValidity() throws(CheckpointError) -> SolverValidity? {
    notes[SolverValidity.note] == nil ? nil : try decodedNote(SolverValidity.note)
  }
}
