extension ForecastReportContent {
  /// The loss and the validation score by epoch, above each other since their units differ.
  var trainingSection: PageSection? {
    guard !training.isEmpty else { return nil }
    let epochs = training.map { Double($0.number) }
    var panels = [
      LinePanel(
        Axis("Training loss"),
        series: [LineSeries("training loss", at: epochs, values: training.map(\.loss))], height: 150)
    ]
    if training.contains(where: { $0.validation != nil }) {
      let scores = LineSeries(validationLabel, at: epochs, values: training.map(\.validation))
      let title = validationLabel.prefix(1).uppercased() + validationLabel.dropFirst()
      panels.append(LinePanel(Axis(title), series: [scores], height: 150))
    }
    let marks = bestEpoch.map { [PositionMark("epoch \($0), which was kept", at: Double($0))] } ?? []
    let chart = LineChart(
      "Training of \(model)", axis: Axis("Epoch", kind: .wholeNumbers), panels: panels, marks: marks)
    return PageSection("Training", [.figure(Figure(chart, numbers: epochTable))])
  }

  private var epochTable: Table {
    Table(
      "Training by epoch",
      columns: [.words("Epoch"), .numbers("Training loss"), .numbers(validationLabel)],
      rows: training.map { epoch in
        [
          .text("\(epoch.number)"), .number(epoch.loss, decimals: 4),
          .number(epoch.validation, decimals: 4),
        ]
      })
  }
}
