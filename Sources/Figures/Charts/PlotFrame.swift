/// Where the values of a chart are drawn, and the axes around them.
struct PlotFrame {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// The width of charts in pixels.
  static let chartWidth = 760.0

  /// The space between the values and the right side of a chart.
  static let rightMargin = 20.0

  /// Returns the space that the labels of vertical axes need, of which the widest counts.
  static func leftMargin(for axes: [Ticks]) -> Double {
    (axes.flatMap(\.labels).map { TextWidth.of($0) }.max() ?? 0).rounded(.up) + 10
  }

  /// Returns the grid lines and labels of a vertical axis, and its title above the values.
  func verticalAxis(
    _ ticks: Ticks, scale: Scale, title: String, titleDistance: Double = 12
  ) -> [SVGElement] {
    var elements: [SVGElement] = []
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = scale(value)
      let style = value == 0 ? "grid zero" : "grid"
      elements.append(.line(style, from: Point(x: left, y: y), to: Point(x: right, y: y)))
      elements.append(.text(label, at: Point(x: left - 8, y: y + 4), style: "tick", anchor: .end))
    }
    let shown = TextWidth.shortened(title, to: right)
    elements.append(.text(shown, at: Point(x: 0, y: top - titleDistance), style: "axis-title"))
    return elements
  }

  /// Returns the ticks and labels of a horizontal axis, and its title below.
  func horizontalAxis(_ labels: TickLabels, scale: Scale, title: String) -> [SVGElement] {
    var elements = labels.ticks.values.map { value in
      let x = scale(value)
      return SVGElement.line("axis", from: Point(x: x, y: bottom), to: Point(x: x, y: bottom + 5))
    }
    elements.append(baseline)
    for label in labels.labels {
      elements.append(
        .text(label.text, at: Point(x: label.middle, y: bottom + 19), style: "tick", anchor: .middle))
    }
    return elements + horizontalTitle(title)
  }

  /// The line below the values.
  var baseline: SVGElement {
    .line("axis", from: Point(x: left, y: bottom), to: Point(x: right, y: bottom))
  }

  /// Returns the title of the horizontal axis, which stands 38 pixels below the values.
  func horizontalTitle(_ title: String) -> [SVGElement] {
    let shown = TextWidth.shortened(title, to: right - left)
    let middle = Point(x: (left + right) / 2, y: bottom + 38)
    return [.text(shown, at: middle, style: "axis-title", anchor: .middle)]
  }

  /// What stands in place of values where there are none.
  var emptyNote: SVGElement {
    .text(
      "No values", at: Point(x: (left + right) / 2, y: (top + bottom) / 2 + 4), style: "note",
      anchor: .middle)
  }
}
