import Foundation
import Testing

@testable import Figures

@Suite("Reports on forecasts")
struct ForecastPageTests {
  private func errors(_ name: String, _ mae: Double) -> ForecastErrorTable {
    let horizons = (1...12).map { ReportedErrors(mae: mae + 0.1 * Double($0), rmse: 2 * mae, mape: 3 * mae) }
    return ForecastErrorTable(
      name, horizons: horizons, average: ReportedErrors(mae: mae + 0.65, rmse: 2 * mae, mape: 3 * mae))
  }

  private var full: ForecastReportContent {
    var content = ForecastReportContent(
      dataset: "METR-LA", model: "flow", quantity: "speed", unit: "mph", minutesPerStep: 5,
      command: "traffic --seed 0", errors: errors("flow", 2.35))
    content.comparisons = [errors("persistence", 3.35)]
    let times = (0..<288).map { Double($0) * 300 }
    let truth: [Double?] = times.map { $0 == 600 ? nil : 50 + $0 / 1e4 }
    content.days = [
      ForecastDay(
        sensor: "<script>", date: "1 March 2012", times: times, truth: truth,
        forecasts: [6, 12].map { horizon in
          ForecastDay.Forecast(horizon: horizon, values: times.map { $0 < 300 * Double(horizon) ? nil : 55 })
        })
    ]
    content.errorsByHour = (0..<24).map { $0 == 3 ? nil : 2 + Double($0) / 10 }
    content.sensors = [
      SensorError("<script>", mae: 4, position: .init(longitude: -118.2, latitude: 34.1)),
      SensorError("b", mae: 2, position: .init(longitude: -118.3, latitude: 34.2)),
      SensorError("c", mae: nil),
    ]
    content.training = (1...5).map { TrainingEpoch($0, loss: 1 / Double($0), validation: 3 + 1 / Double($0)) }
    content.bestEpoch = 4
    return content
  }

  @Test("A full report has every part, and names are text")
  func everything() throws {
    let tree = try XMLTree(parsing: forecastPage(full).html())
    #expect(
      tree.elements("h2").map(\.text)
        == ["Errors by horizon", "A day in forecasts", "When it misses", "Where it misses", "Training"])
    #expect(
      tree.elements("h3").map(\.text)
        == [
          "Error by horizon of flow", "Sensor <script>, 1 March 2012", "Error by hour of the day",
          "Error by sensor", "Training of flow",
        ])
    #expect(tree.elements("script").isEmpty)
    #expect(tree.elements("code").map(\.text) == ["traffic --seed 0"])
    #expect(tree.elements("dd").map(\.text) == ["3.00 ", "2.65 ", "2.95 ", "3.55 "])
    #expect(tree.elements("span").map(\.text) == ["mph", "mph", "mph", "mph"])
    let svg = tree.elements("svg")
    #expect(svg[0].elements("rect", style: "column").count == 12)
    #expect(svg[2].elements("rect", style: "column").count == 23)
    #expect(svg[3].elements("circle", style: "ring").count == 1)
  }

  @Test("The error in per cent says which values it leaves out")
  func percentageFloor() {
    var counts = full
    #expect(forecastPage(counts).html().contains("in per cent of the true value. The lowest"))
    counts.percentageFloor = 10
    #expect(forecastPage(counts).html().contains("per cent of the true value, where that is above 10. The"))
  }

  @Test("The lead compares with the first of the other models")
  func lead() {
    #expect(
      forecastPage(full).lead == "Forecasts of speed at 3 sensors of METR-LA, up to 60 min ahead. "
        + "On average over all horizons they miss by 3.00 mph, 25 % less than persistence.")
    var worse = full
    worse.comparisons = [errors("better", 1.35)]
    #expect(forecastPage(worse).lead.hasSuffix("50 % more than better."))
    worse.comparisons = []
    #expect(forecastPage(worse).lead.hasSuffix("they miss by 3.00 mph."))
  }

  @Test("The table has three measures a horizon, and the lowest of a column is marked")
  func table() {
    let table = full.errorTable
    #expect(table.groups.map(\.heading) == [nil, "15 min", "30 min", "60 min", "all horizons"])
    #expect(table.groups.map(\.span) == [1, 3, 3, 3, 3])
    #expect(
      table.rows[0].map(\.text)
        == [
          "flow", "2.65", "4.70", "7.05", "2.95", "4.70", "7.05", "3.55", "4.70", "7.05", "3.00", "4.70",
          "7.05",
        ])
    #expect(table.rows[0].dropFirst().allSatisfy(\.isBest) && table.rows[1].allSatisfy { !$0.isBest })
    var alone = full
    alone.comparisons = []
    #expect(alone.errorTable.rows[0].allSatisfy { !$0.isBest })
  }

  @Test("The error of a forecast is the forecast less the truth, where both are there")
  func days() throws {
    let tree = try XMLTree(parsing: forecastPage(full).html())
    let lines = tree.elements("svg")[1].elements("path", style: "line")
    #expect(lines.map { $0.styles[1] } == ["reference", "s1", "s2", "s1", "s2"])
    #expect(lines.map { $0.path.map(\.count) } == [[2, 285], [282], [276], [282], [276]])
    // The forecast stays at 55 while the truth rises: the error falls, so that y grows.
    let error = lines[3].path[0]
    for (left, right) in zip(error, error.dropFirst()) { #expect(left.y < right.y) }
  }

  @Test("Fewer horizons, no unit and other steps are told as they are")
  func otherShapes() {
    let horizons = [3.0, 4, 5, 6].map { ReportedErrors(mae: $0, rmse: .nan, mape: $0) }
    var content = ForecastReportContent(
      dataset: "Metro", model: "flow", quantity: "inflow", unit: nil, minutesPerStep: 10, command: "",
      errors: ForecastErrorTable("flow", horizons: horizons, average: nil))
    #expect(content.errorTable.groups.map(\.heading) == [nil, "30 min", "all horizons"])
    #expect(content.errorTable.rows[0].map(\.text) == ["flow", "5.00", "–", "5.00", "–", "–", "–"])
    #expect(forecastPage(content).lead == "Forecasts of inflow of Metro, up to 40 min ahead.")
    content.tableHorizons = [24]
    #expect(content.errorTable.groups.map(\.heading) == [nil, "40 min", "all horizons"])
    content.minutesPerStep = 2.5
    #expect(content.timeAhead(1) == "2.5 min")
  }

  @Test("What is not known is left out")
  func parts() throws {
    let content = ForecastReportContent(
      dataset: "Nothing", model: "flow", quantity: "speed", unit: "mph", minutesPerStep: 5, command: "",
      errors: ForecastErrorTable("flow", horizons: [], average: nil))
    let tree = try XMLTree(parsing: forecastPage(content).html())
    #expect(tree.elements("section").isEmpty && tree.elements("footer").isEmpty)

    var withoutPlaces = full
    withoutPlaces.sensors = (0..<30).map { SensorError("s\($0)", mae: Double($0)) }
    let section = try #require(withoutPlaces.sensorSection)
    guard case .table(let table) = section.elements[1] else {
      Issue.record("Sensors without places are listed.")
      return
    }
    #expect(table.caption == "The 20 sensors with the largest errors")
    #expect(table.rows.map { $0[0].text } == (10..<30).reversed().map { "s\($0)" })
  }
}
