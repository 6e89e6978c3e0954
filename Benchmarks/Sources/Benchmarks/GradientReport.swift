import Foundation

/// Says what gradients cost beside the forward solves that they belong to.
enum GradientReport {
  /// Prints the times of solves and of solves with gradients, each measured for some seconds.
  static func print(seconds: Double) throws {
    Swift.print(MarkdownTable.heading(["gradient", "median ms", "beside the solve alone"]))
    for group in Benchmark.gradientGroups {
      let forward = try group.forward.measured(for: .seconds(seconds)).median
      line(forward, 1, group.forward.name)
      for benchmark in group.gradients {
        let time = try benchmark.measured(for: .seconds(seconds)).median
        line(time, time / forward, benchmark.name)
      }
    }
  }

  private static func line(_ time: Duration, _ ratio: Double, _ name: String) {
    Swift.print(
      MarkdownTable.row([
        name, String(format: "%.3f", time.milliseconds), String(format: "%.2f", ratio),
      ]))
  }
}
