import ArgumentParser
import Figures
import Foundation
import GraphODE
import _ExampleSupport

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lay the figures of several runs side by side.",
    discussion: """
      Takes the files that training wrote with --metrics. Runs that differ in their seed only become one \
      line, with the mean and the standard deviation of their mean absolute errors.

      EXAMPLES
        traffic-forecasting --seed 0 --metrics runs/0.json
        traffic-forecasting --seed 1 --metrics runs/1.json
        traffic-forecasting --seed 0 --drop 0.5 --metrics runs/0-half.json
        traffic-forecasting compare runs/*.json --report comparison
            print the table, and draw what dropped inputs cost in comparison/index.html
      """)

  @Argument(help: ArgumentHelp("The JSON files of the runs.", valueName: "metrics"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Write the table and a chart for each dataset to index.html, and each chart to dropped-inputs-….svg, "
        + "in this folder.", valueName: "folder"))
  var report: String?

  func run() throws {
    let report = try report.map { try ReportFile(folder: $0) }
    let comparison = try RunComparison(files.map(metrics))
    try printAll("\(comparison.table)\n", called: "The table")
    guard let report else { return }
    let page = ComparisonPage(
      comparison: comparison, command: CommandLine.arguments.joined(separator: " "))
    try report.write(page.page)
    for dataset in comparison.datasets {
      guard let chart = page.chart(of: dataset) else { continue }
      let path = URL(filePath: report.path).deletingLastPathComponent()
        .appending(path: "dropped-inputs-\(dataset).svg").path
      try AtomicFile.write(Array(chart.svg().utf8), to: path)
    }
    try printAll("The report is in \(report.path).\n", called: "The report's path")
  }

  private func metrics(in path: String) throws -> RunMetrics {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunFailure("\(path) cannot be read: name files that --metrics wrote.")
    }
    do {
      return try RunMetrics(json: data)
    } catch {
      throw RunFailure("\(path) holds no figures of a run: name files that --metrics wrote.")
    }
  }
}
