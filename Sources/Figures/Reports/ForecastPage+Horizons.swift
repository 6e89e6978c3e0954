extension ForecastReportContent {
  /// The errors by horizon: a table of all models, and a column for each step ahead.
  var horizonSection: PageSection? {
    guard horizonCount > 0 || errors.average != nil else { return nil }
    var elements: [PageSection.Element] = [
      .text(
        "How far forecasts miss, by how far ahead they reach. MAE is the mean absolute error and "
          + "RMSE the root of the mean squared error\(unit.map { ", both in \($0)" } ?? ""); MAPE is the "
          + "mean absolute error in per cent of the true value"
          + (percentageFloor > 0
            ? ", where that is above \(NumberText.significant(percentageFloor, digits: 2))." : ".")
          + (comparisons.isEmpty ? "" : " The lowest error of each column is bold.")),
      .table(errorTable),
    ]
    if horizonCount > 1 {
      let chart = horizonChart
      elements.append(
        .figure(Figure(chart, caption: "Forecasts for all times and sensors.", numbers: chart.table)))
    }
    return PageSection("Errors by horizon", elements)
  }

  /// One row a model, three columns a horizon and three for the average.
  var errorTable: Table {
    let models = [errors] + comparisons
    let groups: [(name: String, errors: [ReportedErrors?])] =
      shownHorizons.map { horizon in (timeAhead(horizon), models.map { $0.errors(at: horizon) }) }
      + [("all horizons", models.map(\.average))]
    let columns = groups.flatMap { name, errors in
      [
        ("MAE", errors.map { $0?.mae }), ("RMSE", errors.map { $0?.rmse }),
        ("MAPE %", errors.map { $0?.mape }),
      ]
      .map { measure, values in (Table.Column.numbers(measure, group: name), cells(of: values)) }
    }
    return Table(
      "Errors on the test data", columns: [.words("Model")] + columns.map(\.0),
      rows: models.indices.map { row in [.text(models[row].name)] + columns.map { $0.1[row] } })
  }

  /// Returns the cells of a column, the lowest number of several marked as the best.
  private func cells(of values: [Double?]) -> [Table.Cell] {
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    let least = finite.count > 1 ? finite.min() : nil
    return values.map { .number($0, decimals: 2, isBest: $0 != nil && $0 == least) }
  }

  /// The mean absolute error for each step ahead.
  private var horizonChart: ColumnChart {
    ColumnChart(
      "Error by horizon of \(errors.name)", categoryTitle: "Minutes ahead",
      categories: (1...horizonCount).map { String(timeAhead($0).dropLast(4)) }, axis: errorAxis,
      series: [ColumnSeries(errors.name, values: errors.horizons.map { $0?.mae })])
  }
}
