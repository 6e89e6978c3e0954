import Foundation
import Graphs
import Layers
import Tensors
import Testing
import Training
import _TestSupport

@testable import GraphDatasets
@testable import GraphODE

@Suite("Training of forecasters")
struct ForecastingTaskTests {
  let windows: ForecastingWindows
  let graph: Graph

  init() throws {
    // A wave that travels around a ring of sensors, with gaps.
    let values = (0..<360).map { place -> Float in
      let phase = 0.4 * Double(place / 4) - Double(place % 4)
      return Float(50 + 10 * sin(phase))
    }
    let series = try SensorSeries(
      quantity: .speed, sensors: ["a", "b", "c", "d"],
      times: .regular(stepCount: 90, interval: 300, from: LocalTime(secondsSinceEpoch: 0)), values: values,
      present: values.indices.map { $0 % 7 != 3 }, path: "wave")
    windows = try ForecastingWindows(over: series, called: "wave")
    graph = try Graph(
      nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (3, 0)], direction: .directed)
  }

  private func trainer(_ model: ForecastingModel, epochs: Int) throws -> TrainingSummary {
    var recipe = ForecastingRecipe(model, dataset: "wave")
    (recipe.channels, recipe.epochs) = (8, epochs)
    var generator = RandomGenerator(seed: 1)
    return try recipe.withModel(
      over: graph, seeing: windows.encoding, using: &generator,
      Training(windows: windows, recipe: recipe))
  }

  private struct Training: ForecasterVisitor {
    let windows: ForecastingWindows
    let recipe: ForecastingRecipe

    func visit<Model: Forecaster & Sendable>(_ model: Model) throws -> TrainingSummary {
      let task = ForecastingTask<Model>(
        windows: windows, batchSize: recipe.batchSize, seed: 0,
        scheduledSampling: recipe.scheduledSampling, annealing: recipe.annealing)
      var trainer = Trainer(
        task, model: model, identity: "", optimizer: recipe.optimizer, averaging: recipe.averaging,
        generator: RandomGenerator(seed: 2))
      return try trainer.fit(
        epochs: recipe.epochs, schedule: recipe.schedule, gradientNormLimit: recipe.gradientNormLimit)
    }
  }

  @Test(
    "Every model that is trained learns a travelling wave better than persistence knows it",
    arguments: ForecastingModel.allCases.filter(\.isTrained))
  func learning(model: ForecastingModel) throws {
    let summary = try trainer(model, epochs: 40)
    #expect(summary.stopReason == .finished)
    let persistence = Persistence().errors(on: windows, windows.validation).average.mae
    let best = try #require(summary.best)
    #expect(best.validation < 0.8 * persistence, "\(best.validation) against \(persistence)")
  }

  @Test("The score is the mean absolute error over the validation windows, in the unit of the series")
  func score() throws {
    var generator = RandomGenerator(seed: 1)
    let model = GCDEGRU(
      over: graph, seeing: windows.encoding, settings: GCDEGRUSettings(), using: &generator)
    let task = ForecastingTask<GCDEGRU>(windows: windows, batchSize: 8, seed: 0)
    var (sum, count) = (0.0, 0)
    for window in windows.validation {
      let batch = windows.batch([window])
      let values = model(batch, guidedBy: .none).values.elements
      for node in 0..<4 {
        for (horizon, step) in windows.targetSteps(of: window).enumerated() {
          guard let target = windows.series.reading(step: step, sensor: node) else { continue }
          let value = windows.scaler.mean + windows.scaler.standardDeviation * values[node * 12 + horizon]
          sum += abs(value - Double(target))
          count += 1
        }
      }
    }
    // Forecasts are float32 numbers about 50.
    #expect(abs(task.evaluate(model).validation - sum / Double(count)) < 1e-4)
  }

  @Test("The gradient of a step is that of its loss, in the unit of the series")
  func gradient() throws {
    var generator = RandomGenerator(seed: 1)
    let model = GCDEGRU(
      over: graph, seeing: windows.encoding, settings: GCDEGRUSettings(), using: &generator)
    let task = ForecastingTask<GCDEGRU>(windows: windows, batchSize: 64, seed: 0)
    let step = task.step(model, batch: 0, epoch: 1, using: &generator)
    func moved(_ distance: Double) -> Double {
      var other = model
      other.readout.output.bias = Tensor(shape: [1], elements: [distance])
      return task.step(other, batch: 0, epoch: 1, using: &generator).loss
    }
    let quotient = (moved(0.01) - moved(-0.01)) / 0.02
    let slope = step.gradient.readout.output.bias.elements[0]
    // Few errors change their sign within a hundredth of a deviation.
    #expect(abs(slope - quotient) < 0.1 * max(abs(quotient), 1), "\(slope) and \(quotient)")
  }

  @Test("Training hides other steps each epoch, the same ones for a seed; judging hides none")
  func stepDropout() throws {
    var generator = RandomGenerator(seed: 1)
    let model = GCDEGRU(
      over: graph, seeing: windows.encoding, settings: GCDEGRUSettings(), using: &generator)
    // One batch of all windows, so that nothing but what is hidden differs.
    func task(_ largestShare: Double) -> ForecastingTask<GCDEGRU> {
      ForecastingTask(
        windows: windows, batchSize: windows.training.count, seed: 0,
        stepDropout: StepDropout(largestShare: largestShare))
    }
    func loss(_ task: ForecastingTask<GCDEGRU>, epoch: Int) -> Double {
      var generator = RandomGenerator(seed: 2)
      return task.step(model, batch: 0, epoch: epoch, using: &generator).loss
    }
    let (hiding, showing) = (task(0.8), task(0))
    #expect(loss(hiding, epoch: 1) == loss(task(0.8), epoch: 1))
    #expect(abs(loss(hiding, epoch: 1) - loss(hiding, epoch: 2)) > 1e-3)
    #expect(abs(loss(showing, epoch: 1) - loss(showing, epoch: 2)) < 1e-4)
    #expect(hiding.evaluate(model) == showing.evaluate(model))
  }

  @Test("Annealing rises in equal steps to 1")
  func annealing() {
    #expect(
      [0, 1, 2, 4, 9].map { Annealing.linear(updates: 4).factor(beforeUpdate: $0) } == [0, 0.25, 0.5, 1, 1])
    #expect(Annealing.none.factor(beforeUpdate: 0) == 1)
  }

  @Test("What a checkpoint keeps of a model survives as JSON")
  func saving() throws {
    let data = try TrafficData(
      name: "wave", series: windows.series, graph: SensorGraph(graph, path: "wave"))
    let saved = try SavedForecaster(
      recipe: ForecastingRecipe(.gcgru, dataset: "wave"), on: data, windows: windows)
    let read = try SavedForecaster(json: saved.json())
    #expect(read == saved)
    #expect(try read.graph() == graph)
    #expect(read.clock == SeriesClock(interval: 300))
    #expect(throws: (any Error).self) { try SavedForecaster(json: "{}") }
  }
}
