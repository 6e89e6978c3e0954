import Layers
import Tensors
import Testing
import Training

// snippet: task
struct TwoClasses: TrainingTask {
  let features: Tensor
  let labels: [Int]
  let scoreOrder = ScoreOrder.higherIsBetter

  func step(
    _ model: Linear, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Linear> {
    let (loss, gradient) = valueWithGradient(at: model) { model in
      crossEntropy(model(features), labels: labels, on: [0, 1])
    }
    return TrainingStep(loss: loss, gradient: gradient)
  }

  func evaluate(_ model: Linear) -> Evaluation {
    Evaluation(validation: accuracy(model(features), labels: labels, on: [2, 3]))
  }
}
// snippet: end

@Suite("Documentation of training")
struct TrainingDocumentationTests {
  @Test("The overview's task is learned, and its run can be resumed")
  func overview() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var progress = ProgressLine(.quiet)
      let task = TwoClasses(
        features: Tensor(shape: [4, 1], elements: [-1, 1, -2, 2]), labels: [0, 1, 0, 1])
      // snippet: fit
      var generator = RandomGenerator(seed: 0)
      var trainer = Trainer(
        task, model: Linear(1, to: 2, using: &generator), identity: "linear/two-classes",
        optimizer: Optimizer(.adam(), learningRate: 0.1), generator: generator)
      let summary = try trainer.fit(
        epochs: 50, checkpoint: CheckpointPolicy(path: path, every: 10)
      ) { event in
        progress.show(event)
      }
      // snippet: end
      #expect(summary.best?.validation == 1)
      try trainer.resume(from: path)
      #expect(trainer.finishedEpochs == 50)
    }
  }
}
