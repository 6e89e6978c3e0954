extension LineChart {
  private static let titleHeight = 26.0
  private static let panelGap = 18.0

  /// The drawing: the legend, the panels below each other, the horizontal axis.
  public var drawing: Drawing {
    let width = PlotFrame.chartWidth
    let legend = legend(width: width)
    let ticks = panels.map(\.ticks)
    let left = PlotFrame.leftMargin(for: ticks)
    let positions = panels.flatMap(\.series).flatMap(\.positions) + marks.map(\.position)
    let horizontal = Scale(axis.extent(of: positions), from: left, to: width - PlotFrame.rightMargin)
    let labels = TickLabels(on: horizontal, inside: width) { count in
      axis.innerTicks(of: horizontal.extent, about: count)
    }

    var elements = legend.elements
    var top = legend.height
    for (index, panel) in panels.enumerated() {
      top += LineChart.titleHeight
      let frame = PlotFrame(left: left, right: horizontal.end, top: top, bottom: top + panel.height)
      let vertical = Scale(ticks[index].extent, from: frame.bottom, to: frame.top)
      elements += frame.verticalAxis(ticks[index], scale: vertical, title: panel.axis.label)
      elements += drawnMarks(in: frame, horizontal: horizontal, areNamed: index == 0)
      elements += drawn(panel, in: frame, horizontal, vertical)
      let isLast = index == panels.count - 1
      elements += isLast ? frame.horizontalAxis(labels, scale: horizontal, title: axis.label) : []
      top = frame.bottom + (isLast ? 46 : LineChart.panelGap)
    }
    return Drawing(width: width, height: max(top, 1), elements: elements)
  }

  /// Returns the names of the lines; where each panel has but one, its axis tells what it is.
  private func legend(width: Double) -> Legend {
    let shown = panels.contains { $0.series.count > 1 } ? names : []
    let entries = shown.map { entry in
      let style = style(of: entry.name)
      return Legend.Entry(name: entry.name) { middle in
        let (start, end) = (Point(x: middle.x - 12, y: middle.y), Point(x: middle.x + 12, y: middle.y))
        return [.line("line " + style, from: start, to: end)]
      }
    }
    return Legend(entries, top: 0, width: width)
  }

  private func drawn(
    _ panel: LinePanel, in frame: PlotFrame, _ horizontal: Scale, _ vertical: Scale
  ) -> [SVGElement] {
    var elements: [SVGElement] = []
    for series in panel.series {
      let areas = series.bandRuns(horizontal, vertical)
      guard !areas.isEmpty else { continue }
      elements.append(
        SVGElement("path", ["class": "band " + style(of: series.name), "d": PathText.areas(areas)]))
    }
    // What is compared with lies below, so that it hides nothing.
    let ordered =
      panel.series.filter { $0.role == .reference } + panel.series.filter { $0.role == .compared }
    let lines = ordered.flatMap { drawn($0, horizontal, vertical) }
    return elements + (lines.isEmpty ? [frame.emptyNote] : lines)
  }

  /// Draws a line through each run, and a dot for a value between two gaps.
  private func drawn(_ series: LineSeries, _ horizontal: Scale, _ vertical: Scale) -> [SVGElement] {
    let runs = series.runs(horizontal, vertical)
    let style = style(of: series.name)
    let lines = runs.filter { $0.count > 1 }
    let path = SVGElement("path", ["class": "line " + style, "d": PathText.lines(lines)])
    return (lines.isEmpty ? [] : [path])
      + runs.filter { $0.count == 1 }.map { .circle("dot " + style, at: $0[0], radius: 2.5) }
  }

  private func drawnMarks(in frame: PlotFrame, horizontal: Scale, areNamed: Bool) -> [SVGElement] {
    marks.filter(\.position.isFinite).flatMap { mark in
      let x = horizontal(mark.position)
      let line = SVGElement.line("mark", from: Point(x: x, y: frame.top), to: Point(x: x, y: frame.bottom))
      guard areNamed else { return [line] }
      let isRight = x > (frame.left + frame.right) / 2
      let label = TextWidth.shortened(mark.label, to: (frame.right - frame.left) / 2)
      let start = Point(x: x + (isRight ? -6 : 6), y: frame.top + 12)
      return [line, .text(label, at: start, style: "tick", anchor: isRight ? .end : .start)]
    }
  }
}
