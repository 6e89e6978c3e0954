import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model, and judge it on the last fifth of the windows.",
    discussion: """
      Windows of twelve steps and the twelve behind them are cut from the whole series and divided \
      in time: 70 % to train on, 10 % to choose the epoch by, 20 % to test on. Errors are mean absolute \
      (MAE), root mean squared (RMSE) and in per cent (MAPE), in the unit of the readings and over those \
      that are present; of counts, only those above 10 have an error in per cent.
      """)

  @Option(help: "The readings and their graph. Fetch them with 'make data' first.")
  var dataset = TrafficDataset.losLoop

  @Option(
    help: """
      The model: gcde-gru flows between observations and jumps at each, latent-gde flows from one latent \
      state, gru and gcgru are recurrent without and with the graph, gcgru-embedded also tells sensors apart as \
      gcde-gru does; persistence, historical-average and \
      ridge are what they have to beat.
      """)
  var model = ForecastingModel.gcdeGRU

  // Unconditional: a number below zero is told from an option and refused with its value.
  @Option(parsing: .unconditional, help: "The seed of initial parameters, batches and noise.")
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: "The number of epochs; by default what the model was tuned for.")
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: "The number of windows in a batch; by default what the model was tuned for.")
  var batch: Int?

  @OptionGroup(title: "Solver")
  var solver: SolverOptions

  @Option(
    parsing: .unconditional,
    help: "The share of steps that are missing from all inputs, in 0...1; targets stay.")
  var drop = 0.0

  @Option(
    help: ArgumentHelp(
      "The folder of the datasets; by default $GRAPHODE_DATA, or else the user's cache.",
      valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("Keep the state of training in this file.", valueName: "file"))
  var checkpoint: String?

  @Flag(help: "Go on from the checkpoint where there is one.")
  var resume = false

  @Option(help: ArgumentHelp("Write all figures as JSON to this file.", valueName: "file"))
  var metrics: String?

  @Option(
    help: ArgumentHelp("Show errors and forecasts in index.html in this folder.", valueName: "folder"))
  var report: String?

  @Flag(help: "Print the closing table only.")
  var quiet = false

  func validate() throws {
    for (option, path) in [
      ("data", data), ("checkpoint", checkpoint), ("metrics", metrics), ("report", report),
    ] where path?.isEmpty == true {
      throw ValidationError("--\(option) needs a path, but is empty.")
    }
    if let checkpoint, let metrics, isSameFile(checkpoint, metrics) {
      throw ValidationError("--checkpoint and --metrics name the same file; name two.")
    }
    for (option, number) in [("epochs", epochs), ("batch", batch)] {
      if let number, number <= 0 {
        throw ValidationError("--\(option) must be at least 1, but is \(number).")
      }
    }
    guard (0...1).contains(drop) else {
      throw ValidationError("--drop is a share in 0...1, not \(drop).")
    }
    guard !resume || checkpoint != nil else {
      throw ValidationError("--resume goes on from a checkpoint; name it with --checkpoint.")
    }
    guard model.isTrained || solver.choice.isEmpty else {
      throw ValidationError(
        "\(model.rawValue) has no differential equation, so there is nothing to solve\(solver.choice.suffix)."
      )
    }
    guard model.isTrained || checkpoint == nil else {
      throw ValidationError("\(model.rawValue) is not trained, so there is nothing to keep in --checkpoint.")
    }
  }

  func run() throws {
    let dropped = DroppedSteps(share: drop)
    var recipe = ForecastingRecipe(model, dataset: dataset.rawValue, dropping: dropped)
    if let epochs { recipe.epochs = epochs }
    if let batch { recipe.batchSize = batch }
    if !solver.choice.isEmpty { recipe.solver = solver.choice }
    // Minutes of training should not end at a folder that is not there.
    for path in [checkpoint, metrics] {
      if let path { try AtomicFile.checkWritable(path) }
    }
    let reportFile = try report.map { try ReportFile(folder: $0) }

    var progress = ProgressLine(quiet ? .quiet : .automatic)
    progress.show("reading \(dataset.rawValue)", finished: 0, of: 1)
    let traffic: TrafficData
    do {
      defer { progress.show("reading \(dataset.rawValue)", finished: 1, of: 1) }
      traffic = try TrafficData.load(dataset, in: DataFolder.resolved(option: data))
    }
    let windows = try ForecastingWindows(
      over: traffic.series, called: traffic.name, dropping: dropped)
    try traffic.check(windows)
    if !quiet { try printAll("\(traffic)\n", called: "The dataset's sizes") }
    let run = ModelRun(
      traffic: traffic, windows: windows, recipe: recipe, seed: seed, checkpoint: checkpoint,
      resumes: resume, progress: progress)
    let result = try run.result()
    let figures = RunMetrics(result, dataset: dataset.rawValue, recipe: recipe, seed: seed, drop: drop)
    if let metrics { try figures.write(to: metrics) }
    try printAll(figures.table(unit: traffic.series.quantity.unit) + "\n", called: "The table")
    if let reportFile {
      let content = ReportContent(
        result: result, traffic: traffic, windows: windows, recipe: recipe,
        command: CommandLine.arguments.joined(separator: " "), progress: progress)
      try reportFile.write(content.page())
      if !quiet { try printAll("The report is in \(reportFile.path).\n", called: "The report's path") }
    }
  }
}
