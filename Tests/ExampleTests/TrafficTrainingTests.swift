import Foundation
import Testing
import _TestSupport

/// The folder of the real series, where there is one.
private let realFolder = RealData.folder(
  holding: "los-loop/los_speed.csv", "los-loop/los_adj.csv", "metr-la/graph_sensor_locations.csv")

@Suite("The example traffic-forecasting trains")
struct TrafficTrainingTests {
  let program = TrafficProgram()

  @Test(
    "Every model gives the promised figures",
    arguments: [
      "persistence", "historical-average", "ridge", "gru", "gcgru", "gcgru-embedded", "gcde-gru",
      "latent-gde",
    ])
  func everyModel(model: String) throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let figures = try program.figures(TrafficProgram.short(files, model) + ["--seed", "3", "--drop", "0.25"])
    let keys = [
      "bestEpoch", "dataset", "drop", "epochs", "horizons", "model", "parameters", "peakMegabytes",
      "secondsPerEpoch", "seed",
    ]
    #expect(figures.content.keys.sorted() == keys)
    #expect(figures.content["dataset"] as? String == "pems-bay")
    #expect(figures.content["model"] as? String == model)
    #expect(figures.content["seed"] as? Int == 3)
    #expect(figures.content["drop"] as? Double == 0.25)
    let isTrained = !["persistence", "historical-average", "ridge"].contains(model)
    #expect(figures.content["epochs"] as? Int == (isTrained ? 1 : 0))
    #expect(figures.content["bestEpoch"] as? Int == (isTrained ? 1 : nil))
    let seconds = try #require(figures.content["secondsPerEpoch"] as? Double)
    #expect(isTrained ? seconds > 0 : seconds == 0)
    #expect((figures.content["peakMegabytes"] as? Double ?? 0 > 0) == isTrained)
    let parameters = try #require(figures.content["parameters"] as? Int)
    #expect((parameters > 0) == (isTrained || model == "ridge"))
    #expect(figures.horizons.keys.sorted() == ["12", "3", "6", "average"])
    for (horizon, errors) in figures.horizons {
      #expect(errors.keys.sorted() == ["mae", "mape", "rmse"], "\(horizon)")
      let (mae, rmse) = (errors["mae"] ?? .nan, errors["rmse"] ?? .nan)
      // Readings are from 47 to 67: whoever is wrong by more has not learned their size.
      #expect(mae > 0.1 && mae <= rmse && rmse < 25, "\(horizon): \(errors)")
    }
  }

  @Test(
    "Flows are solved and differentiated as asked for", arguments: ["gcde-gru", "latent-gde"],
    [["--gradient", "reversible", "--steps", "3"], ["--method", "dormand-prince-5", "--tolerance", "0.1"]])
  func solvers(model: String, options: [String]) throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let asTuned = try program.figures(TrafficProgram.short(files, model)).horizons["average"]?["mae"]
    let asAsked = try program.figures(TrafficProgram.short(files, model) + options).horizons["average"]?[
      "mae"]
    let errors = try (#require(asTuned), #require(asAsked))
    #expect(errors.0 != errors.1 && abs(errors.0 - errors.1) < 1, "\(errors)")
  }

  @Test(
    "A solver is refused where there is nothing to solve, or it does not suit the flow",
    arguments: [
      ("gru", ["--steps", "3"], "The model gru has no differential equation to solve"),
      ("ridge", ["--method", "rk4"], "ridge has no differential equation"),
      ("gcde-gru", ["--method", "exponential"], "The method exponential solves fields that are linear"),
    ])
  func refusedSolvers(model: String, options: [String], words: String) throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let result = try program.run(TrafficProgram.short(files, model) + options)
    #expect(result.status != 0)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("The same seed gives the same figures, whatever the number of threads; another one does not")
  func reproducibility() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let runs = try [(5, 1), (5, 2), (6, 1)].map { seed, threads in
      try program.figures(TrafficProgram.short(files) + ["--seed", "\(seed)"], threads: threads).horizons
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }

  @Test("The output names the data, shows progress and ends in a table; quietly, it is the table")
  func output() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let loud = try program.run(TrafficProgram.short(files, epochs: 2))
    #expect(loud.status == 0 && loud.errors.isEmpty)
    #expect(loud.output.hasPrefix("pems-bay: speed [mph]: 200 steps × 5 sensors, 14.2 % absent; 10 edges\n"))
    #expect(loud.output.contains("epoch 2/2") && !loud.output.contains("\r"))
    #expect(loud.output.contains("gcde-gru on pems-bay, best epoch"))
    let quiet = try program.run(TrafficProgram.short(files, "persistence") + ["--quiet"])
    #expect(quiet.output.hasPrefix("horizon"))
    #expect(quiet.output.hasSuffix("persistence on pems-bay, in mph\n"))
    #expect(quiet.output.split(separator: "\n").count == 8)
  }

  @Test("A report is a page with the sensors, the day and the course of the training")
  func report() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let report = files.folder.path("a/report")
    let result = try program.run(TrafficProgram.short(files) + ["--report", report])
    #expect(result.status == 0 && result.output.hasSuffix("The report is in \(report)/index.html.\n"))
    let page = try String(contentsOfFile: report + "/index.html", encoding: .utf8)
    for words in TrafficFiles.sensors + ["Monday, 2 January 2017", "persistence", "Training of gcde-gru"] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: report) == ["index.html"])
  }

  @Test("An archive of flows and a table of distances are data as well")
  func flows() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    try files.write(TrafficFiles.published("flows.npz"), to: "pems08/PEMS08.npz")
    try files.write("from,to,cost\n0,1,1\n1,2,3\n", to: "pems08/PEMS08.csv")
    let figures = try program.figures([
      "--dataset", "pems08", "--data", files.folder.url.path, "--model", "persistence",
    ])
    // Every flow rises by 3 a step, so that the last one misses by 3 times the steps ahead.
    for (horizon, error) in ["3": 9, "6": 18, "12": 36, "average": 19.5] {
      // Scaled readings are rounded to single precision.
      #expect(abs((figures.horizons[horizon]?["mae"] ?? .nan) - error) < 1e-4)
    }
  }

  @Test(
    "Persistence on los-loop has its published errors",
    .enabled(if: realFolder != nil, "There is no such dataset: run 'make data' or set GRAPHODE_DATA."))
  func losLoop() throws {
    let folder = try #require(realFolder)
    let figures = try program.figures(["--data", folder, "--model", "persistence"])
    let found = ["average", "3", "6", "12"].map { figures.horizons[$0]?["mae"] ?? .nan }
    for (error, published) in zip(found, [4.388, 3.550, 4.351, 5.731]) {
      #expect(abs(error - published) < 0.0005, "\(found)")
    }
  }
}
