import Foundation
import GraphODE

/// One model on one dataset: fitted or trained, and judged.
struct ModelRun {
  let traffic: TrafficData
  let windows: ForecastingWindows
  let recipe: ForecastingRecipe
  let seed: UInt64
  let checkpoint: String?
  let resumes: Bool
  let progress: ProgressLine

  /// The value that a target must exceed to count in the percentage error.
  ///
  /// Speeds are far from zero; counts are not.
  var percentageFloor: Double { traffic.series.quantity == .speed ? 0 : 10 }

  /// Trains or fits the model, and returns its errors on the test windows.
  func result() throws -> RunResult {
    switch recipe.model {
    case .persistence: return result(of: Persistence())
    case .historicalAverage:
      let hasWeeks = windows.training.count > 14 * 288
      return result(of: HistoricalAverage(fitting: windows, period: hasWeeks ? .week : .day))
    case .ridge: return result(of: bestRidge())
    case .gru, .gcgru, .embeddedGCGRU, .gcdeGRU, .latentGDE:
      let generator = RandomGenerator(seed: seed)
      var initial = generator.split(0)
      return try recipe.withModel(
        over: traffic.graph, seeing: windows.encoding, using: &initial,
        TrainingVisitor(run: self, generator: generator.split(1)))
    }
  }

  private func result(of predictor: any SeriesPredictor) -> RunResult {
    RunResult(
      forecasts: { predictor.forecasts(for: $0, of: windows) },
      errors: predictor.errors(on: windows, windows.test, percentageFloor: percentageFloor),
      training: nil,
      parameterCount: (predictor as? RidgeAutoregression)?.weights.elementCount ?? 0)
  }

  /// The ridge with the penalty that does best on the validation windows.
  private func bestRidge() -> RidgeAutoregression {
    let candidates = [1.0, 10, 100, 1000, 10_000].map { penalty in
      let ridge = RidgeAutoregression(fitting: windows, penalty: penalty)
      return (ridge: ridge, error: ridge.errors(on: windows, windows.validation).average.mae)
    }
    return candidates.dropFirst().reduce(candidates[0]) { $1.error < $0.error ? $1 : $0 }.ridge
  }

  /// What a checkpoint must agree in to be resumed.
  var identity: String {
    """
    traffic-forecasting \(recipe.model.rawValue) on \(traffic.name) (seed \(seed), \
    drop \(windows.dropped.share), batches of \(recipe.batchSize), \(recipe.epochs) epochs)
    """
  }
}

/// Trains a model of whatever type.
private struct TrainingVisitor: ForecasterVisitor {
  let run: ModelRun
  let generator: RandomGenerator

  func visit<Model: Forecaster & Sendable>(_ model: Model) throws -> RunResult {
    let recipe = run.recipe
    let task = ForecastingTask<Model>(
      windows: run.windows, batchSize: recipe.batchSize, seed: run.seed,
      scheduledSampling: recipe.scheduledSampling, annealing: recipe.annealing,
      stepDropout: StepDropout(largestShare: recipe.stepDropout))
    var trainer = Trainer(
      task, model: model, identity: run.identity, optimizer: recipe.optimizer,
      averaging: recipe.averaging, generator: generator)
    if let checkpoint = run.checkpoint {
      let saved = try SavedForecaster(recipe: recipe, on: run.traffic, windows: run.windows)
      trainer.notes = [SavedForecaster.note: try saved.json()]
      switch (run.resumes, FileManager.default.fileExists(atPath: checkpoint)) {
      case (true, true): try trainer.resume(from: checkpoint)
      case (true, false):
        FileHandle.standardError.write(
          Data("There is no checkpoint at \(checkpoint) yet: beginning anew.\n".utf8))
      case (false, true):
        throw RunFailure(
          "There is a file at \(checkpoint) already: go on from it with --resume, or name another one.")
      case (false, false): break
      }
    }
    var progress = run.progress
    defer { progress.end() }
    let summary = try trainer.fit(
      epochs: recipe.epochs, schedule: recipe.schedule, gradientNormLimit: recipe.gradientNormLimit,
      checkpoint: run.checkpoint.map { CheckpointPolicy(path: $0, every: 1) }
    ) { progress.show($0) }
    if case .diverged = summary.stopReason {
      throw RunFailure(
        "Training with seed \(run.seed) stopped: \(summary.stopReason). Try another --seed.")
    }
    let best = trainer.bestModel
    let windows = run.windows
    return RunResult(
      forecasts: { windows.scaler.unscaled(best(windows.batch($0), guidedBy: .none).values) },
      errors: task.errors(of: best, on: windows.test, percentageFloor: run.percentageFloor),
      training: summary, parameterCount: best.parameterCount)
  }
}
