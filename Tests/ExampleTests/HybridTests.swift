import Foundation
import Testing

@Suite("The hybrid command")
struct HybridTests {
  let program = ExampleProgram(name: "continuous-depth")

  /// What `--metrics` holds of a run.
  private struct Run: Decodable {
    let model: String
    let trainingPatients: Int
    let seed: UInt64
    let parameters: Int
    let epochs: Int
    let test: Double?
    let testByDay: [Double?]
  }

  @Test(
    "It trains the three models with each number of patients, and its verdict has the figures of its table")
  func run() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let result = try program.run([
      "hybrid", "--trajectories", "5", "4", "--seeds", "2", "--epochs", "2", "--test-patients", "3", "--seed",
      "7",
      "--quiet", "--metrics", folder.path("hybrid.json"), "--report", folder.path("report"),
    ])
    #expect(result.status == 0, "\(result.errors)")
    let data = try Data(contentsOf: URL(filePath: folder.path("hybrid.json")))
    let runs = try JSONDecoder().decode([Run].self, from: data)
    #expect(runs.map(\.seed) == Array(repeating: 7, count: 6) + Array(repeating: 8, count: 6))
    #expect(runs.prefix(6).map(\.trainingPatients) == [5, 5, 5, 4, 4, 4])
    #expect(runs.prefix(3).map(\.model) == ["expert only", "learned only", "hybrid"])
    #expect(runs.allSatisfy { $0.epochs == 2 && $0.testByDay.count == 9 })
    // The days hold as many readings each, so the whole error is the root of the mean square of the days'.
    for run in runs {
      let squares = run.testByDay.map { ($0 ?? .nan) * ($0 ?? .nan) }
      #expect(abs((squares.reduce(0, +) / 9).squareRoot() - (run.test ?? .nan)) < 1e-5)
    }
    // The claim is judged with the greatest number where there is none of 100.
    func mean(_ model: String) -> Double {
      runs.filter { $0.model == model && $0.trainingPatients == 5 }.reduce(0) { $0 + ($1.test ?? .nan) } / 2
    }
    let lines = result.output.split(separator: "\n").map(String.init)
    let verdict = try #require(lines.last)
    for model in ["expert only", "learned only", "hybrid"] {
      #expect(verdict.contains(String(format: "%.3f", mean(model))))
    }
    #expect(
      lines.contains {
        $0.contains("learned only") && $0.contains(String(format: "%.3f", mean("learned only")))
      })
    let isBest = mean("hybrid") < min(mean("expert only"), mean("learned only"))
    #expect(verdict.hasPrefix("Found") == isBest)
    let page = try String(contentsOfFile: folder.path("report/index.html"), encoding: .utf8)
    #expect(page.contains("Forecasts for one patient") && page.contains("Patients to train on"))
  }

  @Test("The same seed gives the same output, another one does not")
  func seeds() throws {
    func output(seed: String) throws -> String {
      try program.run([
        "hybrid", "--trajectories", "3", "--seeds", "1", "--epochs", "1", "--test-patients", "2", "--quiet",
        "--seed",
        seed,
      ]).output
    }
    #expect(try output(seed: "1") == output(seed: "1"))
    #expect(try output(seed: "1") != output(seed: "2"))
  }

  @Test(
    "Numbers out of range are refused with what is asked for",
    arguments: [
      (["--seeds", "0"], "--seeds is 0, but must be at least 1."),
      (["--epochs", "0"], "--epochs is 0, but must be at least 1."),
      (["--test-patients", "0"], "--test-patients is 0, but must be at least 1."),
      (["--dose-share", "1"], "--dose-share is 1.0, but must be above 0 and below 1."),
      (["--trajectories", "1"], "--trajectories has 1, but a model needs at least 2 patients to train on."),
      (["--trajectories", "5", "5"], "--trajectories needs numbers of patients that differ."),
    ])
  func faults(arguments: [String], message: String) throws {
    let result = try program.run(["hybrid"] + arguments)
    #expect(result.status != 0)
    #expect(result.errors.contains(message))
  }
}
