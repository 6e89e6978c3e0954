import Foundation
import GraphODE
import _ExampleSupport

/// One training run.
struct SeedRun {
  let seed: UInt64
  let split: SplitChoice
  let recipe: CGNNRecipe
  let solver: SolverChoice
  let checkpoint: String?
  let resumes: Bool
  let progress: ProgressLine

  /// Trains on `data` and returns the figures of the best epoch.
  func result(on data: NodeClassificationData) throws -> SeedResult {
    var generator = RandomGenerator(seed: seed)
    let (features, classes) = (data.featureCount, data.classCount)
    switch recipe.variant {
    case .cgnn, .cgnnPaper:
      let network = recipe.network(
        on: data.graph, featureCount: features, classCount: classes, using: &generator)
      return try train(network, on: data, generator)
    case .cgnnWeighted:
      let network = recipe.mixingNetwork(
        on: data.graph, featureCount: features, classCount: classes, using: &generator)
      return try train(network, on: data, generator)
    case .cgnnSteady:
      let network = recipe.steadyNetwork(
        on: data.graph, featureCount: features, classCount: classes, using: &generator)
      return try train(network, on: data, generator)
    }
  }

  private func train<Flow: GraphFlow>(
    _ network: NodeClassificationNetwork<Flow>, on data: NodeClassificationData,
    _ generator: RandomGenerator
  ) throws -> SeedResult {
    let task = NodeClassificationTask<Flow>(data: data, inputDropout: recipe.inputDropout)
    var trainer = Trainer(
      task, model: network, identity: identity(on: data), optimizer: recipe.optimizer,
      generator: generator)
    if let checkpoint {
      switch (resumes, FileManager.default.fileExists(atPath: checkpoint)) {
      case (true, true): try trainer.resume(from: checkpoint)
      case (true, false): note("There is no checkpoint at \(checkpoint) yet: beginning anew.")
      case (false, true): throw TrainingFailure.checkpointExists(checkpoint)
      case (false, false): break
      }
    }
    TensorMemory.resetPeak()
    var progress = progress
    defer { progress.end() }
    let summary = try trainer.fit(
      epochs: recipe.epochs, checkpoint: checkpoint.map { CheckpointPolicy(path: $0, every: 50) }
    ) { progress.show($0) }
    guard let best = summary.best, let test = best.test else {
      throw TrainingFailure(description: "Training ended before its first epoch: \(summary.stopReason).")
    }
    if case .diverged = summary.stopReason {
      throw TrainingFailure(
        description: "Training with seed \(seed) stopped: \(summary.stopReason). Try another --seed.")
    }
    if summary.gradientFallbacks > 0 {
      progress.end()
      note(
        "Steps could not be undone in \(summary.gradientFallbacks) of \(summary.epochs) gradients, which took "
          + "checkpoints instead; try more --steps or another --method.")
    }
    return SeedResult(
      seed: seed, testAccuracy: test, validationAccuracy: best.validation, bestEpoch: best.epoch,
      epochs: summary.epochs, secondsPerEpoch: summary.secondsPerEpoch,
      evaluationsPerSolve: summary.evaluationsPerSolve, peakMegabytes: TensorMemory.peakMegabytes)
  }

  private func note(_ words: String) { FileHandle.standardError.write(Data("\(words)\n".utf8)) }

  /// What a checkpoint must agree in to be resumed.
  private func identity(on data: NodeClassificationData) -> String {
    """
    node-classification \(recipe.variant.rawValue) on \(data.name) \
    (\(split.rawValue) split, seed \(seed), \(recipe.channels) channels\(solver.suffix))
    """
  }
}

/// A run that ended without a result, in one line.
struct TrainingFailure: Error, CustomStringConvertible {
  let description: String

  /// A file that a new run would replace.
  static func checkpointExists(_ path: String) -> TrainingFailure {
    TrainingFailure(
      description:
        "There is a file at \(path) already: go on from it with --resume, or name another one.")
  }
}
