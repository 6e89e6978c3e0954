import Foundation
import GraphODE
import _ExampleSupport

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
      let clock = try SeriesClock(of: traffic.series.times, dataset: traffic.name)
      // A mean of fewer than three readings is worse than that over all days.
      let hasWeeks = windows.training.count >= 21 * clock.dayLength / clock.interval
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
      judging: self,
      parameterCount: (predictor as? RidgeAutoregression)?.weights.elementCount ?? 0
    ) { predictor.forecasts(for: $0, of: windows) }
  }

  /// The ridge with the penalty that does best on the validation windows.
  private func bestRidge() -> RidgeAutoregression {
    var progress = progress
    progress.show("fitting", finished: 0, of: windows.training.count)
    let ridges = RidgeAutoregression.fits(to: windows, penalties: [1, 10, 100, 1000, 10_000]) {
      progress.show("fitting", finished: $0, of: $1)
    }
    progress.show("choosing the penalty", finished: 0, of: ridges.count)
    var best = (ridge: ridges[0], error: Double.infinity)
    for (place, ridge) in ridges.enumerated() {
      let error = ridge.errors(on: windows, windows.validation).average.mae
      if error < best.error { best = (ridge, error) }
      progress.show("choosing the penalty", finished: place + 1, of: ridges.count)
    }
    return best.ridge
  }

  /// What a checkpoint must agree in to be resumed.
  var identity: String {
    """
    traffic-forecasting \(recipe.model.rawValue) on \(traffic.name) (seed \(seed), \
    drop \(windows.dropped.share), batches of \(recipe.batchSize), \(recipe.epochs) epochs\
    \(recipe.solver?.suffix ?? ""))
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
    TensorMemory.resetPeak()
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
    let peakMegabytes = TensorMemory.peakMegabytes
    if summary.gradientFallbacks > 0 {
      progress.end()
      FileHandle.standardError.write(
        Data(
          ("Steps could not be undone in \(summary.gradientFallbacks) solves, whose gradients took checkpoints "
            + "instead; try more --steps or another --method.\n").utf8))
    }
    let (best, windows) = (trainer.bestModel, run.windows)
    return RunResult(
      judging: run, training: summary, parameterCount: best.parameterCount, peakMegabytes: peakMegabytes
    ) {
      windows.scaler.unscaled(best(windows.batch($0), guidedBy: .none).values)
    }
  }
}
