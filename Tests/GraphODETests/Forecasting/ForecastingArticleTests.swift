import Foundation
import GraphODE
import Testing

/// The code of the article on forecasting with graph differential equations.
@Suite("The article's code on forecasters does what its words say")
struct ForecastingArticleTests {
  @Test("A model is trained on windows, and forecasts times off the grid from irregular readings")
  func article() throws {
    let sensors = ["a", "b", "c"]
    let start = LocalTime(secondsSinceEpoch: 0)
    let series = try SensorSeries(
      quantity: .speed, sensors: sensors, times: .regular(stepCount: 120, interval: 300, from: start),
      values: (0..<360).map { Float(50 + 10 * sin(Double($0) / 9)) }, path: "readings")
    let roads = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], weights: [0.5, 1], direction: .directed)
    // snippet: forecaster
    let data = try TrafficData(  // or TrafficData.load(.losLoop), once it is fetched
      name: "roads", series: series, graph: SensorGraph(roads, sensors: sensors, path: "roads"))
    let windows = try data.windows()  // 12 steps in, 12 steps out, divided in time

    var generator = RandomGenerator(seed: 0)
    let model = GCDEGRU(
      over: data.graph, seeing: windows.encoding, settings: GCDEGRUSettings(), using: &generator)
    let task = ForecastingTask<GCDEGRU>(windows: windows, batchSize: 16, seed: 0)
    var trainer = Trainer(
      task, model: model, identity: "roads", optimizer: Optimizer(.adam(), learningRate: 3e-3),
      generator: generator)
    let summary = try trainer.fit(epochs: 2, gradientNormLimit: 5)
    let errors = task.errors(of: trainer.bestModel, on: windows.test)
    print("mph at half an hour:", errors.measures(at: 6).mae)
    // snippet: end
    #expect(summary.stopReason == .finished && errors.average.mae.isFinite)

    // snippet: forecaster-any-time
    func moment(_ minutes: Double) -> ForecastMoment {
      ForecastMoment(start.adding(seconds: Int(60 * minutes)), interval: 300)
    }
    let recent = try RecentReadings(
      [[61, nil, 58], [nil, 44, 59], [57, 40, nil]], at: [moment(0), moment(4), moment(21)])
    let asked = ForecastBatch(
      forecasting: [moment(22.5), moment(47)], from: recent, encoding: windows.encoding)
    let scaled = trainer.bestModel(asked, guidedBy: .none).values
    let speeds = windows.scaler.unscaled(scaled)  // [3, 1, 2]: sensors, forecasts, times
    // snippet: end
    #expect(speeds.shape == [3, 1, 2])
    #expect(speeds.elements.allSatisfy { (0...150).contains($0) })
  }
}
