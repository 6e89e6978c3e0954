import Foundation
import Testing

@Suite("The example traffic-forecasting compares runs")
struct TrafficComparisonTests {
  let program = TrafficProgram()

  /// Writes figures of a run as training does, and returns their path.
  private func figures(
    _ folder: TemporaryFolder, _ model: String, drop: Double, seed: Int, error: Double
  ) throws -> String {
    let errors = ["mae": error, "rmse": 2 * error, "mape": 3 * error]
    let content: [String: Any] = [
      "dataset": "some-roads", "model": model, "seed": seed, "drop": drop, "parameters": 77, "epochs": 4,
      "bestEpoch": 3, "secondsPerEpoch": 1.5,
      "horizons": ["3": errors, "6": errors, "12": errors, "average": errors],
    ]
    let path = folder.path("\(model)-\(drop)-\(seed).json")
    try JSONSerialization.data(withJSONObject: content).write(to: URL(filePath: path))
    return path
  }

  @Test("Seeds are one line with mean and deviation, and what dropping costs is drawn")
  func comparison() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let files = [
      try figures(folder, "flow", drop: 0, seed: 0, error: 3),
      try figures(folder, "flow", drop: 0, seed: 1, error: 3.5),
      try figures(folder, "flow", drop: 0.5, seed: 0, error: 4),
      try figures(folder, "steps", drop: 0.5, seed: 0, error: 5),
    ]
    let result = try program.run(["compare", "--report", folder.path("report")] + files)
    #expect(result.status == 0 && result.errors.isEmpty)
    let lines = result.output.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
    // The deviation of 3 and 3.5 is 0.25 · √2.
    let both = [String](repeating: "3.250 ± 0.354", count: 4).joined(separator: " ")
    #expect(lines.contains("some-roads flow 0 2 \(both) 77 1.5"))
    #expect(lines.contains("some-roads flow 50 1 4.000 4.000 4.000 4.000 77 1.5"))
    #expect(lines.contains("some-roads steps 50 1 5.000 5.000 5.000 5.000 77 1.5"))

    let page = try String(contentsOfFile: folder.path("report/index.html"), encoding: .utf8)
    #expect(page.contains("What dropped inputs cost on some-roads"))
    let chart = try String(
      contentsOfFile: folder.path("report/dropped-inputs-some-roads.svg"), encoding: .utf8)
    // 4 with half of the inputs is 0.75 above 3.25 with all of them; one share alone draws no line.
    #expect(chart.contains("flow: 2 values from 0 to 0.750.") && !chart.contains("steps"))
  }

  @Test("What is no file of figures, or the same run twice, is refused in a line")
  func faults() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let right = try figures(folder, "flow", drop: 0, seed: 0, error: 3)
    #expect(
      try program.fault(["compare", folder.path("none.json")])
        == "Error: \(folder.path("none.json")) cannot be read: name files that --metrics wrote.")
    let wrong = folder.path("wrong.json")
    try Data("{}".utf8).write(to: URL(filePath: wrong))
    #expect(
      try program.fault(["compare", right, wrong, "--report", folder.path("report")])
        == "Error: \(wrong) holds no figures of a run: name files that --metrics wrote.")
    #expect(!FileManager.default.fileExists(atPath: folder.path("report")))
    #expect(try program.fault(["compare", right, right]).contains("There are 2 runs of flow on some-roads"))
  }
}
