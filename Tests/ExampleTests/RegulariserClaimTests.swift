import Foundation
import Testing

@Suite("Commands on regularisers")
struct RegulariserClaimTests {
  private let program = ExampleProgram(name: "continuous-depth")

  /// Runs a command, and returns its output, its figures and its page.
  private func run(_ arguments: [String]) throws -> (output: String, figures: [[String: Any]], page: String) {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let result = try program.run(
      arguments + ["--metrics", folder.path("metrics.json"), "--report", folder.path("report")],
      environment: ["GRAPHODE_THREADS": "1"])
    try #require(result.status == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: folder.path("metrics.json"))))
    let page = try String(contentsOfFile: folder.path("report/index.html"), encoding: .utf8)
    return (result.output, try #require(json as? [[String: Any]]), page)
  }

  private let shortEndTimes = [
    "end-times", "--seeds", "2", "--points", "10", "--units", "4", "--epochs", "1", "--tolerance", "1e-3",
  ]

  private let shortDependencies = [
    "dependencies", "--seeds", "1", "--genes", "4", "--trajectories", "3", "--units", "5", "--epochs", "1",
  ]

  @Test("Random end times are judged by evaluations and errors of each seed")
  func endTimes() throws {
    let (output, figures, page) = try run(shortEndTimes)
    #expect(
      figures.compactMap { $0["name"] as? String } == [
        "no regularisation", "random end times", "kinetic energy",
      ])
    for row in figures {
      let seeds = try #require(row["seeds"] as? [[String: Any]])
      #expect(seeds.compactMap { $0["seed"] as? Int } == [0, 1])
      for seed in seeds {
        // At least a few steps of seven stages each.
        #expect(try #require(seed["evaluations"] as? Int) > 13)
        #expect(try #require(seed["error"] as? Double).isFinite)
      }
    }
    #expect(output.contains("ound: random end times") && page.contains("Evaluations of the learned flow"))
  }

  @Test("Without any reach, random end times change nothing, and the verdict says so")
  func withoutReach() throws {
    let (output, figures, _) = try run(shortEndTimes + ["--reach", "0", "--energy", "0", "--quiet"])
    let seeds = try figures.map { try #require($0["seeds"] as? [[String: Double]]) }
    #expect(seeds.count == 3 && seeds[1] == seeds[0] && seeds[2] == seeds[0])
    #expect(output.contains("Not found: random end times do not save evaluations"))
    #expect(output.contains("fewer with 0 of 2 seeds"))
  }

  @Test("Dependencies are judged by the same rule with and without gates")
  func dependencies() throws {
    let (output, figures, page) = try run(shortDependencies)
    #expect(figures.compactMap { $0["model"] as? String } == ["plain", "gates, path penalty"])
    for row in figures {
      let (f1, hindsight) = (
        try #require(row["f1"] as? Double), try #require(row["f1InHindsight"] as? Double)
      )
      #expect((0...1).contains(f1) && hindsight >= f1)
      #expect(try #require(row["error"] as? Double).isFinite)
    }
    #expect(
      output.contains("ound: gates with a path penalty") && page.contains("with gates and path penalty"))
  }

  @Test("A large price for paths leaves none open")
  func expensivePaths() throws {
    let (_, figures, _) = try run(
      shortDependencies.dropLast(2) + ["--path-count", "300", "--epochs", "14", "--quiet"])
    #expect(figures[0]["closedPairs"] as? Double == 0)
    #expect(figures[1]["closedPairs"] as? Double == 1)
    #expect(figures[1]["recall"] as? Double == 0)
  }

  @Test("The same seed gives the same figures")
  func reproducible() throws {
    for arguments in [shortEndTimes, shortDependencies] {
      let runs = try (0..<2).map { _ in
        try run(arguments + ["--quiet"]).output
      }
      #expect(runs[0] == runs[1])
    }
  }

  @Test(
    "What is out of range is refused with its value",
    arguments: [
      (
        ["end-times", "--reach", "1"],
        "--reach is 1.0, but must be in 0..<1: a span cannot end before it starts."
      ),
      (["end-times", "--seeds", "0"], "--seeds is 0, but must be at least 1."),
      (["dependencies", "--genes", "2"], "--genes is 2, but two regulators need 3 or more."),
      (["dependencies", "--threshold=-1"], "--threshold is -1.0, but must be 0 or more."),
    ])
  func faults(arguments: [String], message: String) throws {
    let result = try program.run(arguments)
    #expect(result.status != 0 && result.errors.contains(message), "\(result.errors)")
  }
}
