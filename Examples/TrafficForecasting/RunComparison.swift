import Foundation
import GraphODE
import _ExampleSupport

/// Runs side by side: those that differ in their seed only are one line, with mean and deviation.
struct RunComparison {
  /// Runs of one model on one dataset with one share of dropped inputs.
  struct Line {
    let dataset: String
    let model: String
    let drop: Double

    /// The runs, one a seed.
    let runs: [RunMetrics]

    /// Mean and standard deviation of the mean absolute errors at a horizon; `nil` where a run has none.
    func error(at horizon: String) -> Spread? { Spread(runs.map { $0.horizons[horizon]?.mae }) }

    /// The mean time of an epoch; `nil` for models without epochs.
    var secondsPerEpoch: Double? {
      runs.contains { $0.epochs > 0 } ? Spread(runs.map(\.secondsPerEpoch))?.mean : nil
    }
  }

  /// The columns of errors.
  static let horizons = ["3", "6", "12", "average"]

  /// The lines, in the order of datasets, shares and models in which they are given.
  let lines: [Line]

  /// Sorts runs into lines.
  ///
  /// - Throws: `RunFailure` if there are two runs of one seed in a line.
  init(_ runs: [RunMetrics]) throws {
    var lines: [Line] = []
    for dataset in Self.inOrder(runs.map(\.dataset)) {
      for drop in Set(runs.map(\.drop)).sorted() {
        for model in Self.inOrder(runs.map(\.model)) {
          let same = runs.filter { $0.dataset == dataset && $0.drop == drop && $0.model == model }
          guard !same.isEmpty else { continue }
          let seeds = Set(same.map(\.seed))
          guard seeds.count == same.count else {
            throw RunFailure(
              "There are \(same.count) runs of \(model) on \(dataset) at a drop of \(drop), but only "
                + "\(seeds.count) seeds among them: leave one of each out.")
          }
          lines.append(Line(dataset: dataset, model: model, drop: drop, runs: same))
        }
      }
    }
    self.lines = lines
  }

  /// The datasets in their order.
  var datasets: [String] { Self.inOrder(lines.map(\.dataset)) }

  /// The lines of a dataset and model, from the smallest share of dropped inputs to the largest.
  func lines(of model: String, on dataset: String) -> [Line] {
    lines.filter { $0.model == model && $0.dataset == dataset }
  }

  /// The errors as text.
  var table: TextTable {
    var table = TextTable(
      [.words("dataset"), .words("model"), .numbers("drop %"), .numbers("seeds")]
        + Self.horizons.map { .numbers($0) } + [.numbers("parameters"), .numbers("s an epoch")])
    for line in lines {
      table.append(
        [
          line.dataset, line.model, String(format: "%g", 100 * line.drop), "\(line.runs.count)",
        ]
          + Self.horizons.map { line.error(at: $0).map(\.description) ?? "" }
          + [
            "\(line.runs[0].parameters)",
            line.secondsPerEpoch.map { String(format: "%.1f", $0) } ?? "",
          ])
    }
    return table
  }

  private static func inOrder(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// A mean with the standard deviation of a single value.
struct Spread: CustomStringConvertible {
  let mean: Double

  /// 0 for a single value.
  let deviation: Double
  let count: Int

  /// Creates the spread of some values; `nil` without any, or if one is absent.
  init?(_ values: [Double?]) {
    let values = values.compactMap(\.self).count == values.count ? values.compactMap(\.self) : []
    guard !values.isEmpty else { return nil }
    count = values.count
    let mean = values.reduce(0, +) / Double(count)
    self.mean = mean
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    deviation = count > 1 ? sqrt(squares / Double(count - 1)) : 0
  }

  var description: String {
    String(format: count > 1 ? "%.3f ± %.3f" : "%.3f", mean, deviation)
  }
}
