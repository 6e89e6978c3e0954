import Foundation

/// Says how much memory solves and their gradients hold at most, by the number of steps.
///
/// Each figure is measured by a process of its own, since memory once held is kept for reuse.
enum MemoryReport {
  private static let rows = 65_536
  private static let stepCounts = [100, 300, 1000, 3000, 10_000]

  /// The program's arguments that measure one figure.
  static let runOption = "--memory-run"

  /// Prints a line for each case: peaks in units of the state's size.
  static func print() throws {
    let width = MemoryCase.all.map(\.name.count).max() ?? 0
    Swift.print("peak memory above the start, in states of \(rows * 16 / 1024) KiB; steps:")
    Swift.print(
      "".padding(toLength: width, withPad: " ", startingAt: 0),
      stepCounts.map { String(format: "%8d", $0) }.joined(), "  bytes a step besides states")
    for (index, memoryCase) in MemoryCase.all.enumerated() {
      let counts = stepCounts.filter { $0 <= memoryCase.largestStepCount }
      let figures = try counts.map { count in
        String(format: "%8.2f", try peak(of: index, rows: rows, steps: count) / Double(rows * 16))
      }
      let name = memoryCase.name.padding(toLength: width, withPad: " ", startingAt: 0)
      var line = figures.joined()
      if counts == stepCounts {
        let growth = try peak(of: index, rows: 1, steps: 16_000) - peak(of: index, rows: 1, steps: 1000)
        line += String(format: "%8.0f", growth / 15_000)
      }
      Swift.print(name, line)
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
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = [runOption, "\(index),\(rows),\(steps)"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard let bytes = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw CocoaError(.executableLoad)
    }
    return bytes
  }
}
