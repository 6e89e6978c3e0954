import Foundation

/// Says what a training step costs as the graph grows, in time and in memory.
///
/// Each size is measured by a process of its own, since memory once held is kept for reuse.
enum ScaleReport {
  private static let nodeCounts = [1000, 10_000, 100_000, 1_000_000]

  /// The size that the times of others are compared with.
  private static let referenceCount = 10_000

  /// The program's argument that measures one size.
  static let runOption = "--scale-run"

  /// Prints a table for each kind of graph, with a row for each size.
  static func print(_ solver: EpochSolver, seconds: Double) throws {
    for graph in SyntheticGraph.allCases {
      Swift.print("\n`\(graph.rawValue)`:\n")
      try print(graph, solver, seconds: seconds)
    }
  }

  private static func print(_ graph: SyntheticGraph, _ solver: EpochSolver, seconds: Double) throws {
    let figures = try nodeCounts.map { count in
      try JSONDecoder().decode(
        ScaleFigures.self,
        from: OwnProcess.output(
          runOption, "\(count)", "--graph", graph.rawValue, "--solver", solver.rawValue, "--seconds",
          "\(seconds)"))
    }
    let reference =
      zip(nodeCounts, figures).first { $0.0 == referenceCount }?.1.nanosecondsAnEntryAndChannel ?? .nan
    Swift.print(
      MarkdownTable.heading([
        "nodes", "entries", "ms a step", "ns an entry and channel", "beside 10⁴ nodes", "evaluations",
        "ms a product", "peak resident MiB", "graph MiB", "(peak − start − graph) / state",
      ]))
    for size in figures {
      Swift.print(
        MarkdownTable.row([
          "\(size.nodeCount)", "\(size.entryCount)", format(size.secondsAStep * 1000, 1),
          format(size.nanosecondsAnEntryAndChannel, 2),
          format(size.nanosecondsAnEntryAndChannel / reference, 2), "\(size.evaluations)",
          format(size.secondsAProduct * 1000, 2),
          format(Double(size.peakBytes) / 1_048_576, 0), format(Double(size.graphBytes) / 1_048_576, 1),
          format(size.peakStates, 1),
        ]))
    }
  }

  /// Measures one size and prints its figures as a line of JSON.
  static func run(
    _ graph: SyntheticGraph, nodeCount: Int, _ solver: EpochSolver, seconds: Double
  ) throws {
    let figures = try ScaleFigures(graph, nodeCount: nodeCount, solver, seconds: seconds)
    Swift.print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
  }

  private static func format(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
