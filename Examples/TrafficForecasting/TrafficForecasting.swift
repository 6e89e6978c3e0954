import ArgumentParser
import Foundation
import GraphODE

@main
struct TrafficForecasting: ParsableCommand {
  @Option var dataset = "los-loop"
  @Option var seed: UInt64 = 0
  @Option var epochs = 10
  @Option var batch = 16
  @Option var drop = 0.0
  @Option var rate = 3e-3
  @Option var decay = 0.0
  @Option var average = 0.99
  @Option var channels = 32
  @Option var rank = 0
  @Option var data: String?

  func run() throws {
    let traffic = try TrafficData.load(dataset, in: DataFolder.resolved(option: data))
    print(traffic)
    let windows = try ForecastingWindows(
      over: traffic.series, called: traffic.name, dropping: DroppedSteps(share: drop))
    var generator = RandomGenerator(seed: seed)
    var settings = GCDEGRUSettings()
    settings.channels = channels
    settings.adjacencyRank = rank
    let model = GCDEGRU(
      over: traffic.graph, seeing: windows.encoding, settings: settings, using: &generator)
    let task = ForecastingTask<GCDEGRU>(windows: windows, batchSize: batch, seed: seed)
    var trainer = Trainer(
      task, model: model, identity: "x",
      optimizer: Optimizer(.adamW(epsilon: 1e-6), learningRate: rate, weightDecay: decay),
      averaging: WeightAveraging(decay: average), generator: generator)
    print(model.parameterCount, "parameters")
    let summary = try trainer.fit(
      epochs: epochs, schedule: .cosine(epochs: epochs, floor: 0), gradientNormLimit: 5
    ) { event in
      if case .epochEnded(let progress) = event {
        print(progress.record)
        fflush(nil)
      }
    }
    let errors = task.errors(of: trainer.bestModel, on: windows.test)
    print(summary.best?.epoch ?? 0, summary.secondsPerEpoch)
    for step in [3, 6, 12] { print(step, errors.measures(at: step)) }
    print(errors.average)
  }
}
