import GraphODE
import _ExampleSupport

/// Trains a model, with steps as they are or adapted, and tries solvers on it.
struct ValidityRun: SolvedTaskVisitor {
  let settings: ValidityTask
  let solver: SolverOptions
  let kind: TrainedModel.Kind
  let epochs: Int
  let tolerance: Double
  let interval: Int
  let startsAtHairersStep: Bool
  let checkpoint: String?
  let progress: ProgressLine

  /// The tolerance of the adaptive method that models are tried with; for float32.
  static let exactTolerance = 1e-5

  func visit<Task: SolvedTask>(_ task: Task) throws -> TrainedModel {
    let solver = try solver.choice.applied(to: settings.coarseSolver, for: Task.Field.self)
    var generator = RandomGenerator(seed: settings.seed)
    var model = task.model(solvedBy: solver, using: &generator)
    if kind == .adapted, startsAtHairersStep {
      model.solver.stepControl = .stepSize(task.startingStep(of: model))
    }
    var trainer = Trainer(
      task, model: model, identity: settings.identity, optimizer: settings.optimizer,
      generator: generator)
    var adaptation = StepAdaptation(over: task.spanLength, every: interval)
    var progress = progress
    defer { progress.end() }
    let summary = try trainer.fit(
      epochs: epochs, onEvent: { progress.show($0) },
      afterUpdate: { trainer in
        guard kind == .adapted else { return }
        trainer.adaptSolver(by: &adaptation) { task.trainingScore($0, batch: $1, epoch: $2) }
      })
    if case .diverged = summary.stopReason {
      throw RunFailure("Training stopped: \(summary.stopReason). Try another --seed.")
    }
    let check = check(trainer.bestModel, on: task)
    if let checkpoint {
      trainer.note(SolverValidity(check, of: "accuracy on the test data of \(task.name)"))
      trainer.notes[ValidityTask.note] = try settings.json()
      try trainer.save(to: checkpoint)
    }
    return TrainedModel(
      kind: kind, check: check, history: adaptation.history, bestEpoch: summary.best?.epoch ?? 0)
  }

  private func check<Task: SolvedTask>(_ model: Task.Model, on task: Task) -> ManifestationCheck {
    let solvers = ManifestationCheck.solvers(
      around: model.solver, over: task.spanLength, factors: ValidityFindings.factors,
      tolerances: [Self.exactTolerance])
    var (progress, count) = (progress, 0)
    return ManifestationCheck(of: model, with: solvers, over: task.spanLength, tolerance: tolerance) {
      progress.show("trying solvers", finished: count, of: solvers.count + 1)
      count += 1
      defer { if count > solvers.count { progress.show("trying solvers", finished: count, of: count) } }
      return task.testScore($0)
    }
  }
}
