/// Returns the page that reports on forecasts at sensors.
///
/// It shows the errors by horizon beside those of other models, days of chosen sensors, the errors by
/// hour and by place, and the course of the training; what the content lacks is left out.
public func forecastPage(_ content: ForecastReportContent) -> Page {
  let sections = [
    content.horizonSection, content.daySection, content.hourSection, content.sensorSection,
    content.trainingSection,
  ]
  return Page(
    "\(content.model) on \(content.dataset)", lead: content.lead, keyFigures: content.keyFigures,
    sections: sections.compactMap { $0 }, command: content.command)
}

extension ForecastReportContent {
  /// What is forecast, with an upper-case first letter, for axes.
  var quantityTitle: String { quantity.prefix(1).uppercased() + quantity.dropFirst() }

  /// The axis of mean absolute errors, which begins at zero.
  var errorAxis: Axis { Axis("Mean absolute error", unit: unit, range: 0...0) }

  /// The number of steps that are forecast.
  var horizonCount: Int { errors.horizons.count }

  /// Returns how far ahead a horizon is, such as "15 min".
  func timeAhead(_ horizon: Int) -> String {
    let minutes = Double(horizon) * minutesPerStep
    return NumberText.fixed(minutes, decimals: minutes == minutes.rounded() ? 0 : 1) + " min"
  }

  /// Returns an error with its unit, such as "3.10 mph".
  func withUnit(_ value: Double) -> String {
    NumberText.significant(value, digits: 3) + (unit.map { " " + $0 } ?? "")
  }

  /// Says in a few sentences what is forecast, and how well.
  fileprivate var lead: String {
    let places = sensors.isEmpty ? "" : " at \(sensors.count) \(sensors.count == 1 ? "sensor" : "sensors")"
    let reach = horizonCount > 0 ? ", up to \(timeAhead(horizonCount)) ahead" : ""
    var sentences = ["Forecasts of \(quantity)\(places) of \(dataset)\(reach)."]
    if let mae = errors.average?.mae, mae.isFinite {
      var sentence = "On average over all horizons they miss by \(withUnit(mae))"
      if let other = comparisons.first, let theirs = other.average?.mae, theirs.isFinite, theirs > 0 {
        let change = (mae / theirs - 1) * 100
        let share = NumberText.significant(abs(change), digits: 2)
        sentence += ", \(share) % \(change <= 0 ? "less" : "more") than \(other.name)"
      }
      sentences.append(sentence + ".")
    }
    return sentences.joined(separator: " ")
  }

  /// The error on average and at the horizons of the table.
  fileprivate var keyFigures: [KeyFigure] {
    func figure(_ error: Double, _ label: String) -> KeyFigure {
      KeyFigure(NumberText.significant(error, digits: 3), unit: unit, label)
    }
    var figures: [KeyFigure] = []
    if let mae = errors.average?.mae, mae.isFinite {
      figures.append(figure(mae, "mean absolute error over all horizons"))
    }
    for horizon in shownHorizons {
      guard let mae = errors.errors(at: horizon)?.mae, mae.isFinite else { continue }
      figures.append(figure(mae, "\(timeAhead(horizon)) ahead"))
    }
    return figures
  }

  /// The horizons of the table that are forecast; the last one if none of them is.
  var shownHorizons: [Int] {
    let kept = tableHorizons.filter { (1...max(horizonCount, 1)).contains($0) && horizonCount > 0 }
    return kept.isEmpty && horizonCount > 0 ? [horizonCount] : kept
  }
}
