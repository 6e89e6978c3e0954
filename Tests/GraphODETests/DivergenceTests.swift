import Foundation
import GraphODE
import Testing

@Suite("Divergence")
struct DivergenceTests {
  @Test("A learning rate beyond reason stops training, with the last good checkpoint intact")
  func learningRate() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "graphode-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let data = try NodeClassificationData.karateClub()
    func trainer(_ learningRate: Double) -> Trainer<NodeClassificationTask<CGNNFlow>> {
      let recipe = CGNNRecipe(.cgnn, dataset: "karate")
      var generator = RandomGenerator(seed: 0)
      let network = recipe.network(
        on: data.graph, featureCount: data.featureCount, classCount: data.classCount,
        using: &generator)
      return Trainer(
        NodeClassificationTask(data: data, inputDropout: recipe.inputDropout), model: network,
        identity: "karate", optimizer: Optimizer(.sgd(), learningRate: learningRate),
        generator: generator)
    }
    var run = trainer(1e25)
    let before = run.model.namedParameters.map(\.value)
    let policy = CheckpointPolicy(path: path, every: 1)
    let summary = try run.fit(epochs: 20, checkpoint: policy)
    guard case .diverged(let epoch, _) = summary.stopReason else {
      Issue.record("Training ended with: \(summary.stopReason)")
      return
    }
    #expect(summary.epochs == epoch - 1)
    #expect(run.model.namedParameters.allSatisfy { $0.value.allFinite })
    if epoch == 1 {
      #expect(run.model.namedParameters.map(\.value) == before)
      #expect(!FileManager.default.fileExists(atPath: path))
    } else {
      var resumed = trainer(1e25)
      try resumed.resume(from: path)
      #expect(resumed.finishedEpochs == epoch - 1)
      #expect(resumed.model.namedParameters.map(\.value) == run.model.namedParameters.map(\.value))
    }
  }
}
