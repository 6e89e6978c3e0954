import Figures
import GraphODE

/// What the networks of all seeds say about the claim.
struct DependencyResult {
  let runs: [DependencyRun]
  let settings: DependencyRun.Settings

  init(_ runs: [DependencyRun], settings: DependencyRun.Settings) {
    self.runs = runs
    self.settings = settings
  }

  /// The score from which on dependencies count as found.
  static let wanted = 0.95

  /// The figures of one model, in the mean over the networks.
  struct ModelFigures: Encodable {
    let model: String
    let f1: Double
    let precision: Double
    let recall: Double
    let f1OfEachNetwork: [Double]
    let f1InHindsight: Double
    let closedPairs: Double
    /// The root mean square error, absent where a solve failed.
    let error: Double?
    let interventionError: Double?
  }

  private func judged(_ name: String, _ field: (DependencyRun) -> JudgedField) -> ModelFigures {
    func mean(_ value: (DependencyRun) -> Double) -> Double {
      runs.map(value).reduce(0, +) / Double(max(runs.count, 1))
    }
    let scores = runs.map { field($0).score(above: settings.threshold, truth: $0.truth) }
    return ModelFigures(
      model: name, f1: scores.map(\.f1).reduce(0, +) / Double(max(runs.count, 1)),
      precision: scores.map(\.precision).reduce(0, +) / Double(max(runs.count, 1)),
      recall: scores.map(\.recall).reduce(0, +) / Double(max(runs.count, 1)),
      f1OfEachNetwork: scores.map(\.f1),
      f1InHindsight: mean { EdgeScore.bestInHindsight(field($0).jacobian, truth: $0.truth).f1 },
      closedPairs: mean { field($0).closedPairs }, error: finite(mean { field($0).error }),
      interventionError: finite(mean { field($0).interventionError }))
  }

  /// The figures of both models.
  var figures: [ModelFigures] {
    [judged("plain") { $0.plain }, judged("gates, path penalty") { $0.sparse }]
  }

  /// The claim with what was found.
  var claim: ClaimResult {
    let figures = figures
    let (plain, sparse) = (figures[0], figures[1])
    return ClaimResult(
      title: "Which variable depends on which",
      claim: """
        A network with gates that pays for every path from an input to an output finds the true dependencies of \
        a sparse system from trajectories, where the same network without gates does not (H. Aliee et al., \
        2021 and NeurIPS 2022).
        """,
      verdict: verdict(plain, sparse), table: table(figures), figures: figures,
      keyFigures: [
        KeyFigure(sparse.f1.formatted(digits: 3), "F1 of edges with gates and path penalty"),
        KeyFigure(plain.f1.formatted(digits: 3), "F1 of edges of the plain network"),
        KeyFigure(
          ((sparse.interventionError ?? .nan) / (plain.interventionError ?? .nan)).formatted(digits: 2),
          "error under interventions, as a share of the plain network's"),
      ],
      sections: sections(figures))
  }

  private func verdict(_ plain: ModelFigures, _ sparse: ModelFigures) -> String {
    let numbers = "F1 \(sparse.f1.formatted(digits: 3)) against \(plain.f1.formatted(digits: 3))"
    let found = sparse.f1 >= Self.wanted
    let onlyThere = found && plain.f1 < Self.wanted
    let words =
      onlyThere
      ? "Found: gates with a path penalty recover the dependencies and the plain network does not"
      : found
        ? "Not found: gates with a path penalty recover the dependencies, but so does the plain network"
        : "Not found: gates with a path penalty miss the mark of \(Self.wanted)"
    let hindsight =
      "with the best threshold in hindsight it would be \(sparse.f1InHindsight.formatted(digits: 3)) against "
      + plain.f1InHindsight.formatted(digits: 3)
    return "\(words) (\(numbers), mean over \(runs.count) networks of \(settings.genes) genes; \(hindsight))."
  }

  private func table(_ figures: [ModelFigures]) -> TextTable {
    var table = TextTable([
      .words("model"), .numbers("F1"), .numbers("precision"), .numbers("recall"), .numbers("F1 in hindsight"),
      .numbers("pairs without path"), .numbers("error"), .numbers("under intervention"),
    ])
    for row in figures {
      table.append([
        row.model, row.f1.formatted(digits: 3), row.precision.formatted(digits: 3),
        row.recall.formatted(digits: 3), row.f1InHindsight.formatted(digits: 3),
        row.closedPairs.formatted(digits: 2), row.error?.formatted(digits: 4) ?? "failed",
        row.interventionError?.formatted(digits: 4) ?? "failed",
      ])
    }
    return table
  }

  private func sections(_ figures: [ModelFigures]) -> [PageSection] {
    var elements: [PageSection.Element] = [
      .text(
        """
        A square stands for the mean of |∂f/∂x| on validation states, a frame for an edge of the true network. \
        Genes decay by themselves; the diagonal is left out here and in all scores.
        """)
    ]
    elements += runs.map { run in
      PageSection.Element.figure(
        Figure(
          MatrixChart(
            "Network \(run.seed)", rowTitle: "regulators", columnTitle: "regulated genes",
            panels: [
              MatrixChart.Panel("without gates", elements: offDiagonal(run.plain.jacobian)),
              MatrixChart.Panel("with gates and path penalty", elements: offDiagonal(run.sparse.jacobian)),
            ], marks: run.truth, markTitle: "true edge"),
          caption: "Network \(run.seed): the truth, and what both models depend on."))
    }
    let table = Table(
      "Edges found and errors, mean over \(runs.count) networks",
      columns: [
        .words("Model"), .numbers("F1", group: "Edges"), .numbers("Precision", group: "Edges"),
        .numbers("Recall", group: "Edges"), .numbers("on trajectories", group: "Error"),
        .numbers("under interventions", group: "Error"),
      ],
      rows: figures.map { row in
        [
          .text(row.model), .number(row.f1, decimals: 3), .number(row.precision, decimals: 3),
          .number(row.recall, decimals: 3), .number(row.error, decimals: 4),
          .number(row.interventionError, decimals: 4),
        ]
      })
    return [PageSection("Dependencies", elements), PageSection("Figures", [.table(table)])]
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  private func offDiagonal(_ matrix: [[Double]]) -> [[Double]] {
    matrix.enumerated().map { row, line in line.enumerated().map { $0 == row ? 0 : $1 } }
  }
}
