import Foundation
import GraphODE

/// The figures of one run; accuracies are in 0…1.
struct SeedResult: Codable, Equatable {
  let seed: UInt64
  let testAccuracy: Double
  let validationAccuracy: Double
  let bestEpoch: Int
  let epochs: Int
  let secondsPerEpoch: Double
  let evaluationsPerSolve: Double
  let peakMegabytes: Double
}

/// The figures of all runs.
struct Metrics: Codable, Equatable {
  let dataset: String
  let model: String
  let split: String
  let seeds: [SeedResult]
  let meanTestAccuracy: Double
  let standardDeviation: Double

  /// Summarises runs, of which there must be one; the standard deviation is that of the runs
  /// themselves (division by their number), 0 for one.
  init(dataset: String, model: String, split: String, seeds: [SeedResult]) {
    self.dataset = dataset
    self.model = model
    self.split = split
    self.seeds = seeds
    let accuracies = seeds.map(\.testAccuracy)
    let count = Double(accuracies.count)
    let mean = accuracies.reduce(0, +) / count
    meanTestAccuracy = mean
    standardDeviation = (accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }

  /// The figures as a table, with a line that sums them up.
  var table: String {
    var table = TextTable([
      .numbers("seed"), .numbers("test %"), .numbers("validation %"), .numbers("best epoch"),
      .numbers("epochs"), .numbers("ms/epoch"), .numbers("evaluations"), .numbers("peak MB"),
    ])
    for result in seeds {
      table.append([
        "\(result.seed)", percent(result.testAccuracy), percent(result.validationAccuracy),
        "\(result.bestEpoch)", "\(result.epochs)",
        String(format: "%.2f", result.secondsPerEpoch * 1000),
        String(format: "%.1f", result.evaluationsPerSolve), String(format: "%.1f", result.peakMegabytes),
      ])
    }
    let spread = seeds.count > 1 ? " ± \(percent(standardDeviation))" : ""
    return """
      \(table)
      \(model) on \(dataset), \(split) split: test accuracy \(percent(meanTestAccuracy))\(spread) %
      """
  }

  /// Writes the figures as JSON.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(Array(encoder.encode(self)) + Array("\n".utf8), to: path)
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
}
