// snippet: forecasting-series
import GraphDatasets
// snippet: end
import Graphs
import Tensors
import Testing

/// The code of the article on forecasting.
@Suite("The article's code on forecasting does what its words say")
struct ForecastingArticleTests {
  @Test("From a series to a batch, and to a forecast of what is to come")
  func series() throws {
    let (stepCount, start) = (600, LocalTime(secondsSinceEpoch: 0))
    let values = (0..<stepCount * 3).map { Float($0 % 70) }
    let roads = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)], weights: [0.5, 1], direction: .directed)
    // snippet: forecasting-series
    let series = try SensorSeries(
      quantity: .speed, sensors: ["a", "b", "c"],
      times: .regular(stepCount: stepCount, interval: 300, from: start),
      values: values, present: values.map { $0 != 0 }, path: "my readings")
    let data = try TrafficData(  // or TrafficData.load(.losLoop), once it is fetched
      name: "my readings", series: series, graph: SensorGraph(roads, sensors: ["a", "b", "c"], path: "roads"))

    let windows = try data.windows(dropping: DroppedSteps(share: 0.3))
    let batch = windows.batch(Array(windows.training.prefix(64)))
    let inputShape = batch.inputs[0].shape  // [3, 64, 5]; the channels: value, seen, elapsed, time of day
    let targetShape = batch.targets.shape  // [3, 64, 12], in miles per hour
    // snippet: end
    #expect(inputShape == [3, 64, 5] && targetShape == [3, 64, 12])
    #expect(windows.training.count == 404 && data.graph.entryCount == 2)

    // snippet: forecasting-recent
    let moments = [0, 300, 1500].map { ForecastMoment(start.adding(seconds: $0), interval: 300) }
    let recent = try RecentReadings([[61, nil, 58], [nil, 44, 59], [57, 40, nil]], at: moments)
    let next = ForecastMoment(start.adding(seconds: 1800), interval: 300)
    let forecast = ForecastBatch(forecasting: [next], from: recent, encoding: windows.encoding)
    let inputTimes = forecast.inputTimes  // [-5, -4, 0]
    // snippet: end
    #expect(inputTimes == [-5, -4, 0] && forecast.targetTimes == [1])
  }
}
