import Figures

/// A page that compares runs: what each model's errors are, and what dropped inputs cost it.
struct ComparisonPage {
  let comparison: RunComparison
  let command: String

  var page: Page {
    let sections = comparison.datasets.map { dataset in
      var elements: [PageSection.Element] = [.table(table(of: dataset))]
      if let chart = chart(of: dataset) {
        elements.append(
          .figure(
            Figure(
              chart,
              caption: """
                Above the error over all horizons, below what it is above the same model's error with all \
                inputs. Bands are a standard deviation over seeds to either side.
                """)))
      }
      return PageSection(dataset, elements)
    }
    return Page(
      "Forecasters compared",
      lead:
        "Mean absolute errors of forecasts on the test windows, at 3, 6 and 12 steps and over all twelve.",
      sections: sections, command: command)
  }

  private func table(of dataset: String) -> Table {
    let lines = comparison.lines.filter { $0.dataset == dataset }
    let numbers = RunComparison.horizons.map { Table.Column.numbers($0, group: "MAE at") }
    return Table(
      "Errors on \(dataset)",
      columns: [.words("Model"), .numbers("Dropped %"), .numbers("Seeds")] + numbers,
      rows: lines.map { line in
        [
          .text(line.model), .number(100 * line.drop, decimals: 0),
          .number(Double(line.runs.count), decimals: 0),
        ] + RunComparison.horizons.map { .number(line.error(at: $0)?.mean, decimals: 3) }
      })
  }

  /// The errors of each model over the share of dropped inputs; `nil` without several shares.
  func chart(of dataset: String) -> LineChart? {
    let lines = comparison.lines.filter { $0.dataset == dataset }
    let models = lines.reduce(into: [String]()) { if !$0.contains($1.model) { $0.append($1.model) } }
    var (errors, losses): ([LineSeries], [LineSeries]) = ([], [])
    for model in models {
      let own = comparison.lines(of: model, on: dataset)
      let spreads = own.map { $0.error(at: "average") }
      guard own.count > 1 else { continue }
      let shares = own.map { 100 * $0.drop }
      errors.append(
        LineSeries(
          model, at: shares, values: spreads.map { $0?.mean },
          band: spreads.map { $0.map { $0.mean - $0.deviation...$0.mean + $0.deviation } }))
      if own[0].drop == 0, let whole = spreads[0]?.mean {
        losses.append(LineSeries(model, at: shares, values: spreads.map { $0.map { $0.mean - whole } }))
      }
    }
    guard !errors.isEmpty else { return nil }
    var panels = [LinePanel(Axis("Mean absolute error"), series: errors)]
    if !losses.isEmpty {
      panels.append(LinePanel(Axis("Above that with all inputs", range: 0...0), series: losses))
    }
    return LineChart(
      "What dropped inputs cost on \(dataset)", axis: Axis("Share of dropped inputs", unit: "%"),
      panels: panels)
  }
}
