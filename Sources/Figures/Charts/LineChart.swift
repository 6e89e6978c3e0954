/// Lines over a common horizontal axis, in one or more panels above each other.
public struct LineChart: Chart, Hashable {
  /// What is shown, in a few words.
  public let title: String

  /// The horizontal axis.
  public let axis: Axis

  /// The panels, from top to bottom.
  public let panels: [LinePanel]

  /// Places on the horizontal axis that are marked.
  public let marks: [PositionMark]

  /// Creates a chart of several panels.
  public init(_ title: String, axis: Axis, panels: [LinePanel], marks: [PositionMark] = []) {
    self.title = title
    self.axis = axis
    self.panels = panels
    self.marks = marks
  }

  /// Creates a chart of one panel.
  public init(_ title: String, axis: Axis, verticalAxis: Axis, series: [LineSeries]) {
    self.init(title, axis: axis, panels: [LinePanel(verticalAxis, series: series)])
  }

  /// What the axes are, and from where to where each line goes.
  public var summary: String {
    let lines = panels.flatMap { panel in
      panel.series.map { series in
        let values = series.finiteValues
        let name = "\(panel.axis.label), \(series.name): "
        guard let least = values.min(), let greatest = values.max() else { return name + "no values." }
        let number = { NumberText.significant($0, digits: 3) }
        return name + "\(values.count) values from \(number(least)) to \(number(greatest))."
      }
    }
    return (["Line chart over \(axis.label)."] + lines).joined(separator: " ")
  }

  /// The names of all series in the order in which they first come, with the first one's role.
  var names: [(name: String, role: LineSeries.Role)] {
    panels.flatMap(\.series).reduce(into: []) { names, series in
      if !names.contains(where: { $0.name == series.name }) { names.append((series.name, series.role)) }
    }
  }

  /// Returns the class that gives a series its colour and dashes.
  func style(of name: String) -> String {
    let names = names
    if names.first(where: { $0.name == name })?.role == .reference { return "reference" }
    let place = names.filter { $0.role == .compared }.firstIndex { $0.name == name } ?? 0
    return "s\(place % StyleSheet.seriesColors + 1)"
  }
}
