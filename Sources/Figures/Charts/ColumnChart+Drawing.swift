extension ColumnChart {
  private static let height = 220.0
  private static let valueSize = 11.0

  /// The drawing: the legend, the columns with their values if there is room, the axes.
  public var drawing: Drawing {
    let width = PlotFrame.chartWidth
    let legend = legend(width: width)
    let extent = axis.extent(of: [0] + series.flatMap(\.values).compactMap { $0 })
    let ticks = axis.coveringTicks(of: extent, about: 5)
    let left = PlotFrame.leftMargin(for: [ticks])
    let top = legend.height + 40
    let frame = PlotFrame(
      left: left, right: width - PlotFrame.rightMargin, top: top, bottom: top + ColumnChart.height)
    let vertical = Scale(ticks.extent, from: frame.bottom, to: frame.top)

    var elements = legend.elements
    // The title leaves room for the number above a column that reaches the top.
    elements += frame.verticalAxis(ticks, scale: vertical, title: axis.label, titleDistance: 26)
    let columns = columns(in: frame, vertical: vertical)
    elements += columns.isEmpty ? [frame.emptyNote] : columns.flatMap(\.elements)
    elements += valueLabels(of: columns, slot: frame.slot(of: categories.count))
    elements += [frame.baseline] + categoryLabels(in: frame) + frame.horizontalTitle(categoryTitle)
    return Drawing(width: width, height: frame.bottom + 46, elements: elements)
  }

  private func legend(width: Double) -> Legend {
    let entries =
      series.count < 2
      ? []
      : series.enumerated().map { place, series in
        Legend.Entry(name: series.name) { middle in
          [
            SVGElement(
              "rect",
              [
                "class": "column " + style(of: place), "x": middle.x - 6, "y": middle.y - 6, "width": 12.0,
                "height": 12.0, "rx": 2.0,
              ])
          ]
        }
      }
    return Legend(entries, top: 0, width: width)
  }

  private func style(of place: Int) -> String { "s\(place % StyleSheet.seriesColors + 1)" }

  /// A column with where its value is written.
  private struct Column {
    let elements: [SVGElement]
    let value: Double
    let valueText: String
    let middle: Double
    let end: Double
  }

  private func columns(in frame: PlotFrame, vertical: Scale) -> [Column] {
    let slot = frame.slot(of: categories.count)
    let width = min(slot * 0.74, 72 * Double(series.count)) / Double(max(series.count, 1))
    let texts = valueTexts
    return categories.indices.flatMap { category in
      series.indices.compactMap { place -> Column? in
        guard let value = series[place].values[category], value.isFinite else { return nil }
        let text = texts[place][category]
        let offset = (Double(place) - Double(series.count) / 2) * width
        let x = frame.left + slot * (Double(category) + 0.5) + offset
        let (zero, end) = (vertical(0), vertical(value))
        let name = series.count == 1 ? "" : ", \(series[place].name)"
        let told = "\(categories[category])\(name): \(text)"
        let column = SVGElement(
          "rect",
          [
            "class": "column " + style(of: place), "x": x, "y": min(zero, end), "width": max(width - 1, 0.5),
            "height": abs(end - zero), "rx": min(2, width / 4),
          ], children: [SVGElement("title", text: told)])
        return Column(
          elements: [column], value: value, valueText: text, middle: x + (width - 1) / 2, end: end)
      }
    }
  }

  /// Returns the value above each column, below negative ones; nothing if they would touch.
  private func valueLabels(of columns: [Column], slot: Double) -> [SVGElement] {
    let size = ColumnChart.valueSize
    let room = series.count == 1 ? slot : slot * 0.74 / Double(max(series.count, 1))
    guard columns.allSatisfy({ TextWidth.of($0.valueText, fontSize: size) + 2 <= room }) else { return [] }
    return columns.map { column in
      let y = column.end + (column.value < 0 ? 13 : -5)
      return .text(column.valueText, at: Point(x: column.middle, y: y), style: "value", anchor: .middle)
    }
  }

  /// Returns the names of the categories: all, or every second, third, … one that finds room.
  private func categoryLabels(in frame: PlotFrame) -> [SVGElement] {
    let slot = frame.slot(of: categories.count)
    let labels = categories.enumerated().map { place, name in
      let text = TextWidth.shortened(name, to: max(slot - 6, 90))
      let width = TextWidth.of(text)
      let middle = frame.left + slot * (Double(place) + 0.5)
      let kept = min(max(middle, width / 2), PlotFrame.chartWidth - width / 2)
      return TickLabels.Label(text: text, middle: kept, width: width)
    }
    let thinned = (1...max(labels.count, 1)).lazy.map { stride in
      labels.indices.filter { $0.isMultiple(of: stride) }.map { labels[$0] }
    }
    return (thinned.first { TickLabels.areApart($0, by: 5) } ?? []).map { label in
      .text(label.text, at: Point(x: label.middle, y: frame.bottom + 19), style: "tick", anchor: .middle)
    }
  }
}

extension PlotFrame {
  /// Returns the width that each of so many categories gets.
  fileprivate func slot(of count: Int) -> Double { (right - left) / Double(max(count, 1)) }
}
