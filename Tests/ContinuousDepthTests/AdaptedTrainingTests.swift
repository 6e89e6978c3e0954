import ContinuousDepth
import Foundation
import GraphODE
import Testing

@Suite("Training with adapted steps")
struct AdaptedTrainingTests {
  private let task = DecayTask()

  /// Scores a model by how exact its solution of a batch is, in steps that make scores differ at times.
  private func score(_ model: DepthFlow<DecayField>, _ batch: Int) -> SolverScore {
    let solution = model(DecayTask.start(ofBatch: batch))
    return SolverScore((solution.end.norm().scalar * 50).rounded(), statistics: solution.statistics)
  }

  private func train(
    _ trainer: inout Trainer<DecayTask>, _ adaptation: inout StepAdaptation, epochs: Int,
    checkpoint: String? = nil
  ) throws {
    _ = try trainer.fit(
      epochs: epochs, checkpoint: checkpoint.map { CheckpointPolicy(path: $0, every: 1) },
      afterUpdate: { trainer in
        trainer.adaptSolver(by: &adaptation) { model, batch, _ in score(model, batch) }
      })
  }

  @Test("A check comes after every so many updates, on the batch that was learned last")
  func schedule() throws {
    var trainer = task.trainer(Solver(.euler, .steps(4)))
    var adaptation = StepAdaptation(over: 1, every: 4)
    var asked: [[Int]] = []
    _ = try trainer.fit(
      epochs: 4,
      afterUpdate: { trainer in
        let update = trainer.optimizer.stepCount
        trainer.adaptSolver(by: &adaptation) { model, batch, epoch in
          asked.append([update, batch, epoch])
          return SolverScore(Double(asked.count), statistics: Statistics())
        }
      })
    // Updates 4, 8 and 12 are the batches 0 of epoch 2, 1 of epoch 3 and 2 of epoch 4.
    #expect(asked == [[4, 0, 2], [4, 0, 2], [8, 1, 3], [8, 1, 3], [12, 2, 4], [12, 2, 4]])
    #expect(adaptation.history.map(\.update) == [4, 8, 12])
    #expect(trainer.model.solver == Solver(.euler, .stepSize(0.25 / 8)))
  }

  @Test("A resumed run goes on with the adapted solver, to the bit", arguments: [1, 2, 5, 7])
  func resuming(stop: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "graphode-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "decay.safetensors").path

    for solver in [
      Solver(.euler, .steps(3)),
      Solver(.heun, .adaptive(relativeTolerance: 0.1, absoluteTolerance: 0.03)),
    ] {
      for averaging in [nil, WeightAveraging(decay: 0.9)] {
        var whole = task.trainer(solver, averaging: averaging)
        var wholeAdaptation = StepAdaptation(over: 1, every: 5)
        try train(&whole, &wholeAdaptation, epochs: 12)

        var first = task.trainer(solver, averaging: averaging)
        var firstAdaptation = StepAdaptation(over: 1, every: 5)
        try train(&first, &firstAdaptation, epochs: stop, checkpoint: path)

        var second = task.trainer(solver, averaging: averaging)
        var secondAdaptation = StepAdaptation(over: 7, every: 1000)
        try second.resume(from: path, adapting: &secondAdaptation)
        #expect(secondAdaptation == firstAdaptation)
        #expect(second.model.solver == first.model.solver)
        #expect(second.judgedModel.solver == first.judgedModel.solver)
        #expect(second.bestModel.solver == first.bestModel.solver)
        #expect(second.notes == first.notes)
        try train(&second, &secondAdaptation, epochs: 12)

        #expect(second.model.solver == whole.model.solver)
        #expect(second.bestModel.solver == whole.bestModel.solver)
        #expect(second.model.field.rate == whole.model.field.rate)
        #expect(second.bestModel.field.rate == whole.bestModel.field.rate)
        #expect(secondAdaptation == wholeAdaptation)
        #expect(second.notes == whole.notes)
        #expect(second.history.map(\.loss) == whole.history.map(\.loss))
        let sizes = Set(wholeAdaptation.history.map(\.next))
        #expect(sizes.count > 2, "The run must adapt its steps for the test to tell: \(sizes)")
      }
    }
  }

  @Test("A checkpoint without an adaptation is refused, and nothing has changed")
  func foreignCheckpoint() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "graphode-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "decay.safetensors").path
    var plain = task.trainer(Solver(.euler, .steps(3)))
    _ = try plain.fit(epochs: 1)
    try plain.save(to: path)

    var trainer = task.trainer(Solver(.euler, .steps(3)))
    var adaptation = StepAdaptation(over: 1)
    #expect(throws: CheckpointError.missingField(path: path, field: "note.step-adaptation")) {
      try trainer.resume(from: path, adapting: &adaptation)
    }
    #expect(trainer.finishedEpochs == 0)
    plain.notes[StepAdaptation.note] = "no JSON"
    try plain.save(to: path)
    #expect(
      throws: CheckpointError.invalidField(path: path, field: "note.step-adaptation", found: "no JSON")
    ) { try trainer.resume(from: path, adapting: &adaptation) }
    #expect(trainer.finishedEpochs == 0 && adaptation == StepAdaptation(over: 1))
  }
}
