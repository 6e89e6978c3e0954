import Foundation
import Layers
import Tensors
import Testing
import _TestSupport

@testable import Training

@Suite("Checkpoints")
struct CheckpointTests {
  /// A record without the time it took, the one thing that two runs do not share.
  private func timeless(_ record: EpochRecord?) -> EpochRecord? {
    record.map {
      EpochRecord(
        epoch: $0.epoch, loss: $0.loss, validation: $0.validation, test: $0.test,
        evaluations: $0.evaluations, seconds: 0)
    }
  }

  private func expectEqual(_ first: Trainer<LineTask>, _ second: Trainer<LineTask>) {
    #expect(first.model.namedParameters.map(\.value) == second.model.namedParameters.map(\.value))
    #expect(
      first.bestModel.namedParameters.map(\.value) == second.bestModel.namedParameters.map(\.value))
    #expect(
      first.judgedModel.namedParameters.map(\.value) == second.judgedModel.namedParameters.map(\.value))
    #expect(first.optimizer.state.map(\.name) == second.optimizer.state.map(\.name))
    #expect(first.optimizer.state.map(\.value) == second.optimizer.state.map(\.value))
    #expect(first.optimizer.stepCount == second.optimizer.stepCount)
    #expect(first.generator == second.generator)
    #expect(first.history.map(timeless) == second.history.map(timeless))
    #expect(timeless(first.best) == timeless(second.best))
  }

  @Test(
    "Ten epochs are five, a checkpoint and five more, to the bit",
    arguments: OptimizerTests.methods, ScalarType.allCases)
  func resuming(method: Optimizer.Method, scalarType: ScalarType) throws {
    try resumes { line($0, method, scalarType: scalarType) }
  }

  @Test("So they are where parameters are averaged")
  func averaging() throws {
    try resumes { line($0, averaging: WeightAveraging(decay: 0.9)) }
  }

  private func resumes(_ trainer: (LineTask) -> Trainer<LineTask>) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      let task = LineTask(scores: [0.1, 0.7, 0.3, 0.7, 0.5, 0.2, 0.7, 0.8, 0.8, 0.1])
      let schedule = LearningRateSchedule.cosine(epochs: 10, floor: 0.1)
      var whole = trainer(task)
      _ = try whole.fit(epochs: 10, schedule: schedule, gradientNormLimit: 0.5)

      var first = trainer(task)
      _ = try first.fit(
        epochs: 5, schedule: schedule, gradientNormLimit: 0.5,
        checkpoint: CheckpointPolicy(path: path, every: 2))
      var second = trainer(task)
      try second.resume(from: path)
      expectEqual(first, second)
      #expect(first.history == second.history)
      _ = try second.fit(epochs: 10, schedule: schedule, gradientNormLimit: 0.5)
      expectEqual(whole, second)
      #expect(second.best?.epoch == 8)
    }
  }

  @Test("A run that was saved before its first epoch starts as it would have")
  func beginning() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      try line(LineTask()).save(to: path)
      var resumed = line(LineTask())
      try resumed.resume(from: path)
      expectEqual(resumed, line(LineTask()))
      #expect(resumed.best == nil)
    }
  }

  @Test("Early stopping comes in the same epoch after a resume")
  func stopping() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      let task = LineTask(scores: [0.1, 0.4, 0.3, 0.4, 0.2, 0.1])
      var first = line(task)
      _ = try first.fit(epochs: 3, checkpoint: CheckpointPolicy(path: path, every: 10))
      var second = line(task)
      try second.resume(from: path)
      let stopping = EarlyStopping.afterEpochsWithoutGain(3)
      let policy = CheckpointPolicy(path: path, every: 10)
      let summary = try second.fit(epochs: 9, earlyStopping: stopping, checkpoint: policy)
      #expect(summary.epochs == 5 && summary.stopReason == .noGain(patience: 3))

      // The epoch that stopped was saved, and a run from there stops at once.
      var third = line(task)
      try third.resume(from: path)
      #expect(try third.fit(epochs: 9, earlyStopping: stopping) == summary)
    }
  }

  @Test("Saves come every so many epochs and after the last; events name them")
  func saves() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var trainer = line(LineTask())
      var saved: [TrainingEvent] = []
      _ = try trainer.fit(epochs: 7, checkpoint: CheckpointPolicy(path: path, every: 3)) { event in
        if case .checkpointSaved = event { saved.append(event) }
      }
      #expect(saved == [3, 6, 7].map { .checkpointSaved(path: path, epoch: $0) })
      #expect(try names(in: folder) == ["run.safetensors"])
    }
  }

  @Test("Records survive to the bit, also those with a test score that is not finite")
  func records() throws {
    let numbers: [Double] = [
      0.1, 1 / 3.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0, 1e22, 0.1 + 0.2,
    ]
    let history = numbers.enumerated().map { index, number in
      EpochRecord(
        epoch: index + 1, loss: number, validation: -number,
        test: index == 0 ? nil : index == 1 ? .infinity : number, evaluations: 1, seconds: number)
    }
    let fields = CheckpointFields(
      path: "", metadata: ["history": CheckpointFields.text(of: history), "epoch": "7"])
    let read = try fields.history()
    #expect(read == history)
    #expect(read.map(\.loss.bitPattern) == history.map(\.loss.bitPattern))
  }

  @Test("A checkpoint that cannot be written stops the run and leaves the old file alone")
  func fullDisk() throws {
    try withTemporaryFolder { folder in
      var trainer = line(LineTask())
      let path = folder + "/missing/run.safetensors"
      let error = #expect(throws: FileError.self) {
        try trainer.fit(epochs: 4, checkpoint: CheckpointPolicy(path: path, every: 2))
      }
      #expect(error?.path == path)
      #expect(trainer.finishedEpochs == 2)
    }
  }
}
