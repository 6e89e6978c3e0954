import ArgumentParser
import Foundation
import GraphODE

@main
struct GraphODEBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graphode-benchmarks",
    abstract: "Measure the library's parts, and the libraries below them.")

  @Option(help: "Only the benchmarks whose name contains this.")
  var filter: String?

  @Option(help: "The seconds to spend on each benchmark.")
  var seconds = 1.0

  @Flag(help: "Measure the time that the threads spend, for machines that are busy with other work as well.")
  var processorTime = false

  @Flag(help: "Count the blocks of memory that each step of a solve asks for, instead of times.")
  var allocations = false

  @Flag(help: "Print how much memory solves and their gradients hold at most, instead of times.")
  var memory = false

  @Flag(help: "Print what gradients cost beside their forward solves.")
  var gradients = false

  @Flag(help: "Print what a training step costs on synthetic graphs of a thousand to a million nodes.")
  var scale = false

  @Option(help: "Print the seconds of this many training epochs of the graph GRU.")
  var trafficEpochs: Int?

  @Option(
    help: ArgumentHelp(
      "Print, as a line of JSON, the seconds of CGNN's training epochs on this dataset.",
      valueName: "dataset"))
  var trainingEpochs: Dataset?

  @Option(help: "The network of --training-epochs.")
  var model = CGNNVariant.cgnn

  @Option(help: "How --training-epochs and --scale solve the network's equation.")
  var solver = EpochSolver.recipe

  @Option(help: "The number of --training-epochs.")
  var epochs = 50

  /// One figure of the memory report, which a process of its own measures.
  @Option(help: .hidden)
  var memoryRun: String?

  /// One size of the scale report, likewise.
  @Option(help: .hidden)
  var scaleRun: Int?

  /// The kind of graph of that size.
  @Option(help: .hidden)
  var graph = SyntheticGraph.random

  func validate() throws {
    guard seconds > 0 else {
      throw ValidationError("A benchmark needs time, but --seconds is \(seconds).")
    }
    guard epochs > 0 else {
      throw ValidationError("At least one epoch is needed, but --epochs is \(epochs).")
    }
  }

  func run() throws {
    if allocations { return AllocationReport.print() }
    if memory { return try MemoryReport.print() }
    if let memoryRun { return try MemoryReport.run(memoryRun) }
    if let trafficEpochs { return try TrafficEpochReport.print(count: trafficEpochs) }
    if let trainingEpochs { return print(try epochReport(on: trainingEpochs).line) }
    if gradients { return try GradientReport.print(seconds: seconds) }
    if scale { return try ScaleReport.print(solver, seconds: seconds) }
    if let scaleRun { return try ScaleReport.run(graph, nodeCount: scaleRun, solver, seconds: seconds) }
    try printTimes()
  }

  private func epochReport(on dataset: Dataset) throws -> EpochReport {
    var recipe = CGNNRecipe(model, dataset: dataset.rawValue)
    recipe.settings.solver = solver.solver(recipe.settings.solver)
    let data = try NodeClassificationData.load(dataset).rowNormalised()
    return EpochReport(recipe, on: data, epochs: epochs)
  }

  private func printTimes() throws {
    let chosen = Benchmark.all.filter { benchmark in filter.map(benchmark.name.contains) ?? true }
    guard !chosen.isEmpty else {
      throw ValidationError("No benchmark's name contains '\(filter ?? "")'.")
    }
    print(MarkdownTable.heading(["benchmark", "median ms", "fastest ms", "turns"]))
    for benchmark in chosen {
      do {
        let measurement = try benchmark.measured(for: .seconds(seconds), processorTime ? .processor : .wall)
        print(
          MarkdownTable.row([
            benchmark.name, String(format: "%.4f", measurement.median.milliseconds),
            String(format: "%.4f", measurement.fastest.milliseconds), "\(measurement.times.count)",
          ]))
      } catch let error as DatasetError {
        FileHandle.standardError.write(Data("\(benchmark.name) left out: \(error)\n".utf8))
      }
    }
  }
}
