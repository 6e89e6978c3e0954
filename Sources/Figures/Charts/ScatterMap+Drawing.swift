extension ScatterMap {
  /// The drawing: the classes of values, the map with its degrees, the bar of kilometres.
  public var drawing: Drawing {
    let width = PlotFrame.chartWidth
    let placed = placedPoints
    let classes = ValueClasses(of: placed.compactMap(\.finiteValue))
    let legend = legend(of: placed, classes: classes, top: 22, width: width)
    let map = MapProjection(
      showing: placed, heights: 220...520, left: 1, right: width - 1, top: 22 + legend.height + 4)
    let frame = map.frame

    var elements = [
      SVGElement.text(
        TextWidth.shortened(valueLabel, to: width), at: Point(x: 0, y: 12), style: "axis-title")
    ]
    elements += legend.elements
    elements += placed.isEmpty ? [MapGraticule.area(of: map)] : MapGraticule(of: map).elements
    elements += placed.isEmpty ? [frame.emptyNote] : placed.map { drawn($0, on: map, classes: classes) }
    elements += MapNames(of: placed, on: map).elements
    return Drawing(width: width, height: frame.bottom + 44, elements: elements)
  }

  private func legend(
    of placed: [MapPoint], classes: ValueClasses, top: Double, width: Double
  ) -> Legend {
    let hasValues = placed.contains { $0.finiteValue != nil }
    var entries = (hasValues ? 0..<classes.count : 0..<0).map { place in
      Legend.Entry(name: classes.label(of: place)) { middle in
        let style = "place level\(classes.level(of: place))"
        return [.circle(style, at: middle, radius: classes.radius(of: place))]
      }
    }
    if placed.contains(where: { $0.finiteValue == nil }) {
      entries.append(
        Legend.Entry(name: "no value") { [.circle("place none", at: $0, radius: 3)] })
    }
    return Legend(entries, top: top, width: width)
  }

  private func drawn(_ point: MapPoint, on map: MapProjection, classes: ValueClasses) -> SVGElement {
    let center = map(longitude: point.longitude, latitude: point.latitude)
    guard let value = point.finiteValue else {
      return .circle("place none", at: center, radius: 3, title: "\(point.name): no value")
    }
    let place = classes.place(of: value)
    let unit = unit.map { " " + $0 } ?? ""
    return .circle(
      "place level\(classes.level(of: place))", at: center, radius: classes.radius(of: place),
      title: "\(point.name): \(NumberText.significant(value, digits: 3))\(unit)")
  }
}
