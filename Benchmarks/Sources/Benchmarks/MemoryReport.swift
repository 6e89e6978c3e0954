import Foundation

/// Says how much memory solves and their gradients hold at most, by the number of steps.
///
/// Each figure is measured by a process of its own, since memory once held is kept for reuse.
enum MemoryReport {
  private static let rows = 65_536
  private static let stepCounts = [100, 300, 1000, 3000, 10_000]

  /// The program's arguments that measure one figure.
  static let runOption = "--memory-run"

  /// Prints a row for each case: peaks in units of the state's size.
  static func print() throws {
    Swift.print("Peak memory above the start, in states of \(rows * 16 / 1024) KiB, by steps:\n")
    Swift.print(
      MarkdownTable.heading(
        ["gradient"] + stepCounts.map(\.description) + ["bytes a step besides states"]))
    for (index, memoryCase) in MemoryCase.all.enumerated() {
      var cells = try stepCounts.map { count in
        guard count <= memoryCase.largestStepCount else { return "–" }
        return String(format: "%.2f", try peak(of: index, rows: rows, steps: count) / Double(rows * 16))
      }
      if memoryCase.largestStepCount == .max {
        let growth = try peak(of: index, rows: 1, steps: 16_000) - peak(of: index, rows: 1, steps: 1000)
        cells.append(String(format: "%.0f", growth / 15_000))
      } else {
        cells.append("–")
      }
      Swift.print(MarkdownTable.row([memoryCase.name] + cells))
    }
  }

  /// Measures a figure, given as the case's index, rows and steps, and prints it in bytes.
  static func run(_ figure: String) throws {
    let numbers = figure.split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 3, MemoryCase.all.indices.contains(numbers[0]) else {
      throw CocoaError(.formatting)
    }
    Swift.print(MemoryCase.all[numbers[0]].peakBytes(rows: numbers[1], steps: numbers[2]))
  }

  /// Returns the figure, in bytes, that a process of its own measures.
  private static func peak(of index: Int, rows: Int, steps: Int) throws -> Double {
    let text = String(
      decoding: try OwnProcess.output(runOption, "\(index),\(rows),\(steps)"), as: UTF8.self)
    guard let bytes = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw CocoaError(.executableLoad)
    }
    return bytes
  }
}
