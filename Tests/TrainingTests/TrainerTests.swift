import Foundation
import Layers
import Tensors
import Testing
import _TestSupport

@testable import Training

@Suite("Trainer")
struct TrainerTests {
  @Test("Each epoch is recorded, and events come in order")
  func records() throws {
    var trainer = line(LineTask(scores: [0.1, 0.2, 0.3]))
    var events: [TrainingEvent] = []
    let summary = try trainer.fit(epochs: 3) { events.append($0) }
    #expect(summary.stopReason == .finished && summary.epochs == 3)
    #expect(summary.history == trainer.history)
    #expect(summary.history.map(\.epoch) == [1, 2, 3])
    #expect(summary.history.map(\.validation) == [0.1, 0.2, 0.3])
    #expect(summary.history.map(\.test) == [-0.1, -0.2, -0.3])
    // Two batches with 3 and 4 evaluations.
    #expect(summary.history.allSatisfy { $0.evaluations == 3.5 && $0.seconds > 0 })
    #expect(events.first == .started(finishedEpochs: 0, epochs: 3, parameterCount: 12))
    #expect(events.last == .stopped(summary))
    let reports = events.compactMap { if case .epochEnded(let progress) = $0 { progress } else { nil } }
    #expect(reports.map(\.record) == summary.history && reports.map(\.best) == summary.history)
    #expect(reports.last?.secondsLeft == 0)
    // Two batches and an end for each epoch.
    #expect(events.count == 1 + 3 * 3 + 1)
    #expect(
      events.compactMap { if case .batchEnded(let progress) = $0 { progress.batch } else { nil } }
        == [1, 2, 1, 2, 1, 2])
  }

  @Test("The loss is the mean over the batches")
  func meanLoss() throws {
    func loss(_ batches: Int) throws -> Double {
      var trainer = line(LineTask(batchCount: batches, noise: 0), rate: 0)
      return try trainer.fit(epochs: 1).history[0].loss
    }
    let task = LineTask(noise: 0)
    let model = line(task).model
    var generator = RandomGenerator(seed: 0)
    let losses = (0..<2).map { task.step(model, batch: $0, epoch: 1, using: &generator).loss }
    #expect(losses[0] != losses[1])
    #expect(try loss(1) == losses[0])
    #expect(try loss(2) == (losses[0] + losses[1]) / 2)
  }

  @Test("Training reaches the least-squares solution, where the gradient is zero")
  func learning() throws {
    let task = LineTask(batchCount: 1, noise: 0)
    var trainer = line(task, decay: 0)
    let summary = try trainer.fit(epochs: 1500, schedule: .cosine(epochs: 1500, floor: 0))
    var generator = trainer.generator
    let step = task.step(trainer.model, batch: 0, epoch: 1, using: &generator)
    #expect(step.gradient.weight.norm().scalar < 1e-6 && step.gradient.bias.norm().scalar < 1e-6)
    #expect(step.loss < summary.history[0].loss / 2)
  }

  @Test(
    "The best epoch is the first with the best score",
    arguments: [ScoreOrder.higherIsBetter, .lowerIsBetter])
  func firstBest(order: ScoreOrder) throws {
    let sign = order == .higherIsBetter ? 1.0 : -1
    let scores = [0.2, 0.5, 0.5, 0.4, 0.5].map { $0 * sign }
    var trainer = line(LineTask(scores: scores, scoreOrder: order))
    _ = try trainer.fit(epochs: 2)
    let second = trainer.model
    let summary = try trainer.fit(epochs: 5)
    #expect(summary.best?.epoch == 2 && trainer.best?.epoch == 2)
    #expect(trainer.bestModel.weight == second.weight)
    #expect(trainer.model.weight != second.weight)
  }

  @Test("Early stopping counts from the best epoch, and a finished run does nothing more")
  func stopping() throws {
    var trainer = line(LineTask(scores: [0.1, 0.4, 0.3, 0.4, 0.2, 0.1]))
    let summary = try trainer.fit(epochs: 100, earlyStopping: .afterEpochsWithoutGain(3))
    #expect(summary.stopReason == .noGain(patience: 3))
    #expect(summary.epochs == 5)
    let again = try trainer.fit(epochs: 100, earlyStopping: .afterEpochsWithoutGain(3))
    #expect(again == summary)
    #expect(try trainer.fit(epochs: 5).stopReason == .finished)
  }

  @Test("A schedule scales the steps of plain descent")
  func schedule() throws {
    let task = LineTask(scores: [], batchCount: 1, noise: 0)
    func firstMove(_ schedule: LearningRateSchedule) throws -> Tensor {
      var trainer = line(task, .sgd())
      let start = trainer.model.weight
      _ = try trainer.fit(epochs: 1, schedule: schedule)
      return trainer.model.weight - start
    }
    let full = try firstMove(.constant)
    let quarter = try firstMove(.warmUp(epochs: 4, then: .constant))
    #expect(largestDifference(full * 0.25, quarter) < 1e-15)
  }

  @Test("A gradient beyond the limit keeps its direction and gets the limit's norm")
  func gradientNorm() throws {
    let task = LineTask(scores: [], batchCount: 1, noise: 0)
    func move(_ limit: Double?) throws -> [Double] {
      var trainer = line(task, .sgd(), decay: 0)
      let start = trainer.model
      _ = try trainer.fit(epochs: 1, gradientNormLimit: limit)
      return (trainer.model.weight - start.weight).elements + (trainer.model.bias - start.bias).elements
    }
    func norm(_ move: [Double]) -> Double { move.map { $0 * $0 }.reduce(0, +).squareRoot() }
    let free = try move(nil)
    let limited = try move(0.01)
    // The learning rate is 0.05.
    #expect(abs(norm(limited) - 0.05 * 0.01) < 1e-15)
    let ratio = norm(limited) / norm(free)
    for (a, b) in zip(free, limited) { #expect(abs(a * ratio - b) < 1e-15) }
    #expect(try move(1e6) == free)
  }

  @Test(
    "A number that is not finite undoes the epoch and leaves the checkpoint alone",
    arguments: [
      StopReason.Quantity.loss: "training loss not finite in epoch 4; the model is that of epoch 3",
      .parameters: "parameters not finite in epoch 4; the model is that of epoch 3",
      .validation: "validation score not finite in epoch 4; the model is that of epoch 3",
    ])
  func divergence(quantity: StopReason.Quantity, words: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var calm = line(LineTask(scores: []))
      _ = try calm.fit(epochs: 3)
      var trainer = line(LineTask(scores: [], fault: (4, quantity)))
      var saved: [Int] = []
      let summary = try trainer.fit(epochs: 9, checkpoint: CheckpointPolicy(path: path, every: 2)) {
        if case .checkpointSaved(_, let epoch) = $0 { saved.append(epoch) }
      }
      #expect(summary.stopReason == .diverged(epoch: 4, quantity))
      #expect(summary.stopReason.description == words)
      #expect(saved == [2])
      #expect(trainer.model.weight == calm.model.weight && trainer.model.bias == calm.model.bias)
      #expect(trainer.generator == calm.generator)
      #expect(trainer.optimizer.stepCount == calm.optimizer.stepCount)
      #expect(trainer.optimizer.state.map(\.value) == calm.optimizer.state.map(\.value))
      #expect(trainer.history.map(\.loss) == calm.history.map(\.loss))
      var resumed = line(LineTask(scores: []))
      try resumed.resume(from: path)
      #expect(resumed.finishedEpochs == 2)
    }
  }

  @Test("A run without a completed epoch has no best one")
  func nothing() throws {
    var trainer = line(LineTask(scores: [], fault: (1, .loss)))
    let summary = try trainer.fit(epochs: 3)
    #expect(summary.best == nil && summary.history.isEmpty)
    #expect(try trainer.fit(epochs: 0).stopReason == .finished)
  }

  @Test("Epochs after the first few take no new memory")
  func memory() async {
    // A process of its own: the pool is shared by all tests.
    await #expect(processExitsWith: .success) {
      // The best model is the second one, so that it needs memory of its own.
      var trainer = line(LineTask(scores: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]))
      _ = try trainer.fit(epochs: 4)
      let before = BufferPool.statistics
      _ = try trainer.fit(epochs: 10)
      precondition(BufferPool.statistics.systemAllocations == before.systemAllocations)
      precondition(BufferPool.statistics.bytesInUse == before.bytesInUse)
    }
  }
}
