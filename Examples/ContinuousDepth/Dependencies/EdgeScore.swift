/// How well edges were found, those from a gene to itself left out.
struct EdgeScore: Encodable, Equatable {
  /// The share of the edges found that are true.
  let precision: Double

  /// The share of the true edges that were found.
  let recall: Double

  /// The harmonic mean of both, 0 where no true edge was found.
  let f1: Double

  /// Compares strengths of edges, at `[from][to]`, above a threshold with the truth.
  init(_ strengths: [[Double]], above threshold: Double, truth: [[Bool]]) {
    var (hits, found, wanted) = (0.0, 0.0, 0.0)
    for (row, line) in strengths.enumerated() {
      for (column, strength) in line.enumerated() where row != column {
        let isFound = strength > threshold
        found += isFound ? 1 : 0
        wanted += truth[row][column] ? 1 : 0
        hits += isFound && truth[row][column] ? 1 : 0
      }
    }
    precision = found == 0 ? 0 : hits / found
    recall = wanted == 0 ? 0 : hits / wanted
    f1 = found + wanted == 0 ? 0 : 2 * hits / (found + wanted)
  }

  /// Returns the best score that any threshold gives, which nobody knows without the truth.
  static func bestInHindsight(_ strengths: [[Double]], truth: [[Bool]]) -> EdgeScore {
    let thresholds: [Double] = [0] + Array(strengths.joined())
    let scores = thresholds.map { EdgeScore(strengths, above: $0, truth: truth) }
    return scores.max { $0.f1 < $1.f1 } ?? EdgeScore(strengths, above: 0, truth: truth)
  }
}

/// Returns the largest strength of an edge between two genes.
func largestBetweenGenes(_ strengths: [[Double]]) -> Double {
  strengths.enumerated().flatMap { row, line in
    line.enumerated().filter { $0.offset != row }.map(\.element)
  }.max() ?? 0
}
