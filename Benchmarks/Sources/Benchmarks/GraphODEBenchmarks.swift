import ArgumentParser
import Foundation

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

  @Option(help: "Print the seconds of this many training epochs of the graph GRU.")
  var trafficEpochs: Int?

  /// One figure of the memory report, which a process of its own measures.
  @Option(help: .hidden)
  var memoryRun: String?

  func validate() throws {
    guard seconds > 0 else {
      throw ValidationError("A benchmark needs time, but --seconds is \(seconds).")
    }
  }

  func run() throws {
    if allocations { return AllocationReport.print() }
    if memory { return try MemoryReport.print() }
    if let memoryRun { return try MemoryReport.run(memoryRun) }
    if let trafficEpochs { return try TrafficEpochReport.print(count: trafficEpochs) }
    if gradients { return try GradientReport.print(seconds: seconds) }
    let chosen = Benchmark.all.filter { benchmark in filter.map(benchmark.name.contains) ?? true }
    guard !chosen.isEmpty else {
      throw ValidationError("No benchmark's name contains '\(filter ?? "")'.")
    }
    print("median ms   fastest ms    turns  benchmark")
    for benchmark in chosen {
      let measurement = try benchmark.measured(
        for: .seconds(seconds), processorTime ? .processor : .wall)
      let figures = String(
        format: "%9.4f %12.4f %8d", measurement.median.milliseconds,
        measurement.fastest.milliseconds, measurement.times.count)
      print("\(figures)  \(benchmark.name)")
    }
  }
}
