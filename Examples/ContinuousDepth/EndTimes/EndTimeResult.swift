import Figures
import GraphODE

/// What one way to train gave.
struct EndTimeRow: Encodable {
  /// What one of the first weights led to.
  struct Seed: Encodable {
    let seed: UInt64
    let evaluations: Int

    /// The mean of |y − exact|, absent where the solve failed.
    let error: Double?
  }

  let name: String
  let seeds: [Seed]

  /// The mean number of evaluations.
  var evaluations: Double { mean { Double($0.evaluations) } }

  /// The mean error.
  var error: Double { mean { $0.error ?? .nan } }

  /// The standard deviation of the evaluations.
  var deviation: Double {
    let middle = evaluations
    return mean { (Double($0.evaluations) - middle) * (Double($0.evaluations) - middle) }.squareRoot()
  }

  /// The number of seeds that needed fewer evaluations than another row's.
  func wins(against other: EndTimeRow) -> Int {
    zip(seeds, other.seeds).count { $0.evaluations < $1.evaluations }
  }

  private func mean(_ value: (Seed) -> Double) -> Double {
    seeds.map(value).reduce(0, +) / Double(max(seeds.count, 1))
  }
}

/// What the rows say about the claim: the first is without regularisation, the second with random end times.
struct EndTimeResult {
  let rows: [EndTimeRow]
  let reach: Double

  /// The share from which on saved evaluations count.
  private static let saving = 0.05

  /// The error that is still comparable, as a share of that without regularisation.
  private static let worse = 1.1

  /// The claim with what was found.
  var claim: ClaimResult {
    let (plain, random) = (rows[0], rows[1])
    return ClaimResult(
      title: "What random end times save",
      claim: """
        A flow that is trained with random end times needs fewer evaluations of an adaptive solver at a \
        comparable error (A. Ghosh et al., "STEER", NeurIPS 2020), here on a stiff equation.
        """,
      verdict: verdict(plain, random), table: table, figures: rows,
      keyFigures: [
        KeyFigure(plain.evaluations.formatted(digits: 1), "evaluations without regularisation"),
        KeyFigure(random.evaluations.formatted(digits: 1), "evaluations with random end times"),
        KeyFigure((random.error / plain.error).formatted(digits: 2), "error, as a share of that without"),
      ],
      sections: sections)
  }

  private func verdict(_ plain: EndTimeRow, _ random: EndTimeRow) -> String {
    let (saved, ratio) = (1 - random.evaluations / plain.evaluations, random.error / plain.error)
    let wins = random.wins(against: plain)
    let isCheaper = saved >= Self.saving && 2 * wins > plain.seeds.count
    let words =
      !isCheaper
      ? "Not found: random end times do not save evaluations"
      : ratio <= Self.worse
        ? "Found: random end times save evaluations at a comparable error"
        : "Not found: random end times save evaluations, but at a larger error"
    return """
      \(words) (\(random.evaluations.formatted(digits: 1)) evaluations against \
      \(plain.evaluations.formatted(digits: 1)), fewer with \(wins) of \(plain.seeds.count) seeds; error \
      \(random.error.formatted(digits: 4)) against \(plain.error.formatted(digits: 4))).
      """
  }

  private var table: TextTable {
    var table = TextTable([
      .words("trained with"), .numbers("evaluations"), .numbers("deviation"), .numbers("error"),
      .numbers("fewer than without"),
    ])
    for row in rows {
      table.append([
        row.name, row.evaluations.formatted(digits: 1), row.deviation.formatted(digits: 1),
        row.error.formatted(digits: 4), "\(row.wins(against: rows[0])) of \(row.seeds.count)",
      ])
    }
    return table
  }

  private var sections: [PageSection] {
    let categories = rows[0].seeds.map { "seed \($0.seed)" }
    let evaluations = ColumnChart(
      "Evaluations of the learned flow", categoryTitle: "First weights", categories: categories,
      axis: Axis("Evaluations", range: 0...0),
      series: rows.map { ColumnSeries($0.name, values: $0.seeds.map { Double($0.evaluations) }) })
    let errors = ColumnChart(
      "Error of the learned flow", categoryTitle: "First weights", categories: categories,
      axis: Axis("Mean of |y − exact|", range: 0...0),
      series: rows.map { ColumnSeries($0.name, values: $0.seeds.map(\.error)) })
    return [
      PageSection(
        "Cost and error",
        [
          .figure(
            Figure(
              evaluations,
              caption: "Evaluations of Dormand and Prince's method from y(0) = 0 to the last observation.",
              numbers: evaluations.table)),
          .figure(
            Figure(
              errors, caption: "Errors halfway between the observations, which no model has seen.",
              numbers: errors.table)),
        ])
    ]
  }
}
