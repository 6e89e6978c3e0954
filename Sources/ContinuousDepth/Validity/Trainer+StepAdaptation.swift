import Integrators
public import Training

extension StepAdaptation {
  /// The name under which a checkpoint keeps an adaptation among its notes.
  public static let note = "step-adaptation"
}

extension Trainer where Task.Model: ContinuousDepthModel {
  /// Checks the model's solver, where it is time to, and goes on with the one that the adaptation decides on.
  ///
  /// Call it after every update. What was decided becomes a note of the trainer, so that
  /// `resume(from:adapting:)` can go on from there.
  ///
  /// ```swift
  /// var adaptation = StepAdaptation(over: 1)
  /// try trainer.fit(
  ///   epochs: 100,
  ///   afterUpdate: { trainer in
  ///     trainer.adaptSolver(by: &adaptation) { model, batch, _ in score(model, on: batch) }
  ///   })
  /// ```
  ///
  /// - Parameters:
  ///   - adaptation: The adaptation, which keeps its history.
  ///   - score: Scores the model, with the solver that it has, on what it was updated by last: a batch of
  ///     the epoch of the given number.
  public mutating func adaptSolver(
    by adaptation: inout StepAdaptation,
    score: (_ model: Task.Model, _ batch: Int, _ epoch: Int) -> SolverScore
  ) {
    let update = optimizer.stepCount
    if update > 0, update.isMultiple(of: adaptation.interval) {
      let model = model
      let (batch, epoch) = ((update - 1) % task.batchCount, finishedEpochs + 1)
      let solver = adaptation.check(model.solver, atUpdate: update) { solver in
        var model = model
        model.solver = solver
        return score(model, batch, epoch)
      }
      changeModel { $0.solver = solver }
      notes[StepAdaptation.note] = NoteText.of(adaptation)
    } else if notes[StepAdaptation.note] == nil {
      notes[StepAdaptation.note] = NoteText.of(adaptation)
    }
  }

  /// Goes back to the state that `save(to:)` wrote, with the solver that had been adapted by then.
  ///
  /// Training then goes on to the same bits as if it had not stopped. The best model is given the solver
  /// that it was judged with.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - adaptation: The adaptation, which becomes that of the file with its history.
  /// - Throws: Why the file does not fit. Trainer and adaptation are then unchanged.
  public mutating func resume(
    from path: String, adapting adaptation: inout StepAdaptation
  ) throws(CheckpointError) {
    let saved: StepAdaptation = try SavedModel(from: path).decodedNote(StepAdaptation.note)
    let solver = model.solver
    try resume(from: path)
    adaptation = saved
    changeModel { $0.solver = saved.adapted(solver) }
    let bestUpdate = (best?.epoch ?? 0) * task.batchCount
    changeBestModel { $0.solver = saved.adapted(solver, afterUpdate: bestUpdate) }
  }
}
