import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

/// The options that all claims share.
struct ClaimOptions: ParsableArguments {
  // Unconditional: a number below zero is told from an option and refused with its value.
  @Option(parsing: .unconditional, help: "The seed of data, initial parameters and batches.")
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Write all figures as JSON to this file.", valueName: "file"))
  var metrics: String?

  @Option(help: ArgumentHelp("Show the figure in index.html in this folder.", valueName: "folder"))
  var report: String?

  @Flag(help: "Print the closing table and the verdict only.")
  var quiet = false

  func validate() throws {
    for (option, path) in [("metrics", metrics), ("report", report)] where path?.isEmpty == true {
      throw ValidationError("--\(option) needs a path, but is empty.")
    }
    if let metrics { try check(metrics, of: "metrics") }
  }

  /// Checks that a file of an option is not the page of the report.
  func check(_ path: String, of option: String) throws {
    if let report, isSameFile(path, report + "/index.html") {
      throw ValidationError("--\(option) names the page of --report; name another file.")
    }
  }

  /// A line of progress, or none where it is not wanted.
  func progress(_ label: String = "") -> ProgressLine {
    ProgressLine(quiet ? .quiet : .automatic, label: label)
  }

  /// Where results go; made before the work, which should not end at a folder that is not there.
  func output() throws -> ClaimOutput {
    if let metrics { try AtomicFile.checkWritable(metrics) }
    return ClaimOutput(
      metrics: metrics, report: try report.map { try ReportFile(folder: $0) }, isQuiet: quiet)
  }
}
