import Figures
import Foundation
import GraphODE
import _ExampleSupport

/// Where the result of a claim goes.
struct ClaimOutput {
  let metrics: String?
  let report: ReportFile?
  let isQuiet: Bool

  /// Prints the table and the verdict, and writes the files that were asked for.
  func write(_ result: ClaimResult) throws {
    if let metrics {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try AtomicFile.write(Array(encoder.encode(result.figures)) + Array("\n".utf8), to: metrics)
    }
    let tables = ([result.table] + result.furtherTables).map { "\($0)\n" }.joined(separator: "\n")
    try printAll("\(tables)\n\(result.verdict)\n", called: "The table")
    if let report {
      try report.write(result.page(command: CommandLine.arguments.joined(separator: " ")))
      if !isQuiet { try printAll("The report is in \(report.path).\n", called: "The report's path") }
    }
  }
}
