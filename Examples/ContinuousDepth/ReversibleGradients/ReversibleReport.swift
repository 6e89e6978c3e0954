import Figures
import Foundation
import GraphODE

/// The memory of gradients at a number of steps, in bytes above the start.
struct GradientMemory: Encodable {
  let steps: Int
  let direct: Int?
  let checkpointed: Int
  let reversible: Int

  /// Whether the steps could be undone.
  let isUndone: Bool

  /// The norm of the reversible gradient's difference from the direct one, or from the checkpointed one where
  /// that is absent, relative to its own.
  let difference: Double
}

/// What undoing diffusion over a time does to the gradient.
struct ReconstructionCheck: Encodable {
  let time: Double

  /// How far undone states missed those they came from, where the check fired.
  let fallbackError: Double?

  /// The relative difference of the gradient from the direct one.
  let guardedDifference: Double

  /// The relative difference of a gradient without the check.
  let unguardedDifference: Double
}

/// The figures of reversible gradients, and what they say.
struct ReversibleReport: Encodable {
  /// The largest relative difference of a gradient that counts as the same.
  private static let sameness = 1e-8

  let memory: [GradientMemory]
  let checks: [ReconstructionCheck]

  /// The largest factor between the memory at two numbers of steps.
  ///
  /// Between 8 and 16 states are kept to check undone ones by, depending on the number of steps.
  private var growth: Double {
    let bytes = memory.map { Double($0.reversible) }
    return (bytes.max() ?? 0) / (bytes.min() ?? 0)
  }

  private var largestDifference: Double {
    (memory.filter(\.isUndone).map(\.difference)
      + checks.filter { $0.fallbackError == nil }.map(\.guardedDifference)).max() ?? .infinity
  }

  /// Whether the check fired wherever the gradient would have been wrong, and the gradient is right there.
  private var firesWhereItMust: Bool {
    checks.contains { $0.fallbackError != nil } && checks.contains { $0.fallbackError == nil }
      && checks.allSatisfy { check in
        check.fallbackError != nil
          ? check.guardedDifference <= Self.sameness
          : check.unguardedDifference <= Self.sameness
      }
  }

  private var holds: Bool {
    growth <= 1.5 && memory.allSatisfy(\.isUndone) && largestDifference <= Self.sameness
      && firesWhereItMust
  }

  private var verdict: String {
    let fired = checks.first { $0.fallbackError != nil }
    let words = fired.map { "from a time of \(plain($0.time)) on" } ?? "never"
    return """
      The claim \(holds ? "holds" : "does not hold"): memory is the same to a factor of \
      \(String(format: "%.2f", growth)) from \(memory[0].steps) to \(memory[memory.count - 1].steps) steps; where steps are undone the gradient differs by \
      \(scientific(largestDifference)) from the direct one; the check fired \(words), and \
      \(firesWhereItMust ? "wherever" : "not wherever") it had to.
      """
  }

  /// The tables, the verdict and the page.
  var result: ClaimResult {
    ClaimResult(
      title: "Reversible gradients",
      claim: """
        MALI undoes the steps of a solve for its gradient: memory does not grow with their number, and the gradient \
        is the direct one where the steps lead back to where they came from.
        """,
      verdict: verdict, table: memoryTable, furtherTables: [checkTable], figures: self,
      keyFigures: [
        KeyFigure(
          String(format: "%.2f", growth), "the largest factor between the memory at two numbers of steps"),
        KeyFigure(scientific(largestDifference), "difference from the direct gradient"),
      ],
      sections: [
        PageSection("Memory", [.figure(Figure(memoryChart, caption: memoryCaption))]),
        PageSection("Diffusion that cannot be undone", [.figure(Figure(checkChart, caption: checkCaption))]),
      ])
  }

  private var memoryTable: TextTable {
    var table = TextTable([
      .numbers("steps"), .numbers("direct MB"), .numbers("checkpointed MB"), .numbers("reversible MB"),
      .words("undone"), .numbers("difference"),
    ])
    for row in memory {
      table.append([
        "\(row.steps)", row.direct.map(megabytes) ?? "–", megabytes(row.checkpointed),
        megabytes(row.reversible), row.isUndone ? "yes" : "no", scientific(row.difference),
      ])
    }
    return table
  }

  private var checkTable: TextTable {
    var table = TextTable([
      .numbers("time"), .words("check"), .numbers("missed by"), .numbers("difference"),
      .numbers("without the check"),
    ])
    for row in checks {
      table.append([
        plain(row.time), row.fallbackError == nil ? "passes" : "fires",
        row.fallbackError.map(scientific) ?? "–", scientific(row.guardedDifference),
        scientific(row.unguardedDifference),
      ])
    }
    return table
  }

  private let memoryCaption = """
    The most memory that tensors hold at once, above the start, for one gradient of a graph convolutional flow.
    """

  private let checkCaption = """
    The gradient's difference from the direct one, relative to its size, after diffusion over a ring for some \
    time: as it is, and as it would be without the check.
    """

  private var memoryChart: LineChart {
    let positions = memory.map { log10(Double($0.steps)) }
    func line(_ name: String, _ bytes: (GradientMemory) -> Int?) -> LineSeries {
      LineSeries(name, at: positions, values: memory.map { bytes($0).map { log10(Double($0) / 1e6) } })
    }
    return LineChart(
      "Memory of a gradient", axis: Axis("Steps", unit: "powers of ten"),
      verticalAxis: Axis("Memory", unit: "MB, powers of ten"),
      series: [
        line("direct", \.direct), line("checkpointed", \.checkpointed), line("reversible", \.reversible),
      ])
  }

  private var checkChart: LineChart {
    func line(_ name: String, _ difference: (ReconstructionCheck) -> Double) -> LineSeries {
      // What is exactly the same has no logarithm; it is drawn at the rounding unit.
      LineSeries(name, at: checks.map(\.time), values: checks.map { log10(max(difference($0), 1e-17)) })
    }
    return LineChart(
      "Error of the gradient", axis: Axis("Time of diffusion"),
      verticalAxis: Axis("Relative difference", unit: "powers of ten"),
      series: [
        line("with the check", \.guardedDifference), line("without the check", \.unguardedDifference),
      ])
  }

  private func megabytes(_ bytes: Int) -> String { String(format: "%.2f", Double(bytes) / 1e6) }

  private func scientific(_ value: Double) -> String { String(format: "%.1e", value) }

  private func plain(_ value: Double) -> String { String(format: "%g", value) }

  private enum CodingKeys: CodingKey { case memory, checks }
}
