extension MatrixChart {
  private static let gap = 28.0
  private static let largestCell = 34.0

  /// The drawing: the meaning of frames and sizes, and the matrices with their names above.
  public var drawing: Drawing {
    let width = PlotFrame.chartWidth
    let legend = legend(width: width)
    let count = Double(max(panels.count, 1))
    let columns = panels.map { $0.elements.first?.count ?? 0 }.max() ?? 0
    let rows = panels.map(\.elements.count).max() ?? 0
    let room = (width - 24 - MatrixChart.gap * (count - 1)) / count
    let cell = min(MatrixChart.largestCell, room / Double(max(columns, 1)))
    let top = legend.height + 26
    let frame = PlotFrame(
      left: 24, right: width, top: top, bottom: top + max(cell * Double(rows), 40))

    var elements = legend.elements
    if columns == 0 || rows == 0 { elements.append(frame.emptyNote) }
    for (place, panel) in panels.enumerated() {
      let left = frame.left + Double(place) * (room + MatrixChart.gap)
      let name = TextWidth.shortened(panel.name, to: room)
      elements.append(.text(name, at: Point(x: left, y: top - 8), style: "name"))
      elements += squares(of: panel, at: Point(x: left, y: top), cell: cell)
      elements += numbers(of: panel, at: Point(x: left, y: top), cell: cell, isFirst: place == 0)
    }
    elements += frame.horizontalTitle("\(rowTitle) in rows, \(columnTitle) in columns")
    return Drawing(width: width, height: frame.bottom + 46, elements: elements)
  }

  private func legend(width: Double) -> Legend {
    var entries = [1.0, 0.25, 0.04].map { share in
      Legend.Entry(name: "\(NumberText.significant(100 * share, digits: 1)) % of the largest") { middle in
        [MatrixChart.square(share, at: middle, cell: 18)]
      }
    }
    if marks.joined().contains(true) {
      entries.append(
        Legend.Entry(name: markTitle) { [MatrixChart.ring(at: $0, cell: 18)] })
    }
    return Legend(entries, top: 0, width: width)
  }

  private func squares(of panel: Panel, at corner: Point, cell: Double) -> [SVGElement] {
    let largest = panel.magnitudes.max() ?? 0
    let height = cell * Double(panel.elements.count)
    let width = cell * Double(panel.elements.first?.count ?? 0)
    guard height > 0, width > 0 else { return [] }
    var elements = [
      SVGElement(
        "rect", ["class": "frame", "x": corner.x, "y": corner.y, "width": width, "height": height])
    ]
    for (row, line) in panel.elements.enumerated() {
      for (column, value) in line.enumerated() {
        let middle = Point(
          x: corner.x + cell * (Double(column) + 0.5), y: corner.y + cell * (Double(row) + 0.5))
        if isMarked(row: row, column: column) { elements.append(MatrixChart.ring(at: middle, cell: cell)) }
        let told =
          "\(panel.name), from \(row + 1) to \(column + 1): \(NumberText.significant(value, digits: 3))"
        if !value.isFinite {
          elements.append(.circle("place none", at: middle, radius: cell / 6, title: told))
        } else if value != 0 {
          let share = Extent.drawable(abs(value)) / Extent.drawable(largest)
          elements.append(MatrixChart.square(share, at: middle, cell: cell, title: told))
        }
      }
    }
    return elements
  }

  /// A square whose area is proportional to a share, but never too small to be seen.
  private static func square(
    _ share: Double, at middle: Point, cell: Double, title: String? = nil
  ) -> SVGElement {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let side = max(0.8 * cell * share.squareRoot(), 1.5)
    let level = min(Int(share * Double(StyleSheet.levels)), StyleSheet.levels - 1)
    return SVGElement(
      "rect",
      [
        "class": "cell level\(level)", "x": middle.x - side / 2, "y": middle.y - side / 2, "width": side,
        "height": side,
      ], children: title.map { [SVGElement("title", text: $0)] } ?? [])
  }

  private static func ring(at middle: Point, cell: Double) -> SVGElement {
    let side = 0.92 * cell
    return SVGElement(
      "rect",
      [
        "class": "ring", "x": middle.x - side / 2, "y": middle.y - side / 2, "width": side, "height": side,
        "rx": 2.0,
      ])
  }

  /// The numbers of rows, beside the first matrix, and of columns, below each, if there is room.
  private func numbers(of panel: Panel, at corner: Point, cell: Double, isFirst: Bool) -> [SVGElement] {
    guard cell >= 16 else { return [] }
    let rows = panel.elements.count
    let columns = panel.elements.first?.count ?? 0
    let below = (0..<columns).map { column in
      SVGElement.text(
        "\(column + 1)",
        at: Point(x: corner.x + cell * (Double(column) + 0.5), y: corner.y + cell * Double(rows) + 15),
        style: "tick", anchor: .middle)
    }
    let beside = (0..<(isFirst ? rows : 0)).map { row in
      SVGElement.text(
        "\(row + 1)", at: Point(x: corner.x - 6, y: corner.y + cell * (Double(row) + 0.5) + 4), style: "tick",
        anchor: .end)
    }
    return below + beside
  }
}
