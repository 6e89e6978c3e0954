import Foundation

/// What surrounds the points of a map: its frame, its degrees, and a bar of kilometres.
struct MapGraticule {
  let elements: [SVGElement]

  /// Draws the surroundings of a map, with labels down to 38 pixels below its frame.
  init(of map: MapProjection) {
    elements =
      [MapGraticule.area(of: map)] + MapGraticule.meridians(of: map) + MapGraticule.parallels(of: map)
      + MapGraticule.scaleBar(of: map)
  }

  /// Returns the frame alone.
  static func area(of map: MapProjection) -> SVGElement {
    let frame = map.frame
    return SVGElement(
      "rect",
      [
        "class": "frame", "x": frame.left, "y": frame.top, "width": frame.right - frame.left,
        "height": frame.bottom - frame.top, "rx": 3.0,
      ])
  }

  private static func meridians(of map: MapProjection) -> [SVGElement] {
    let frame = map.frame
    let scale = Scale(map.longitudes, from: frame.left, to: frame.right)
    let labels = TickLabels(on: scale, inside: frame.right, from: 5) { count in
      degrees(in: map.longitudes, about: count, positive: "E", negative: "W")
    }
    return zip(labels.ticks.values, labels.labels).flatMap { value, label in
      let x = scale(value)
      let foot = Point(x: label.middle, y: frame.bottom + 17)
      return [
        SVGElement.line("grid", from: Point(x: x, y: frame.top), to: Point(x: x, y: frame.bottom)),
        .text(label.text, at: foot, style: "tick", anchor: .middle),
      ]
    }
  }

  private static func parallels(of map: MapProjection) -> [SVGElement] {
    let frame = map.frame
    let scale = Scale(map.latitudes, from: frame.bottom, to: frame.top)
    let ticks = degrees(in: map.latitudes, about: 4, positive: "N", negative: "S")
    return zip(ticks.values, ticks.labels).flatMap { value, label in
      let y = scale(value)
      let line = SVGElement.line(
        "grid", from: Point(x: frame.left, y: y), to: Point(x: frame.right, y: y))
      let text = SVGElement.text(label, at: Point(x: frame.left + 6, y: y - 5), style: "tick")
      return y - frame.top > 20 ? [line, text] : [line]
    }
  }

  /// Returns ticks at round degrees, labelled with their side of the equator or of Greenwich.
  private static func degrees(
    in extent: Extent, about count: Int, positive: String, negative: String
  ) -> Ticks {
    let ticks = Ticks(covering: extent, about: count).inside(extent)
    let labels = zip(ticks.values, ticks.labels).map { value, label in
      let size = String(label.drop { $0 == "−" })
      return value == 0 ? "0°" : size + "° " + (value < 0 ? negative : positive)
    }
    return Ticks(values: ticks.values, labels: labels, step: ticks.step)
  }

  /// Returns a bar of 1, 2 or 5 times a power of ten kilometres, a fifth of the width at most.
  private static func scaleBar(of map: MapProjection) -> [SVGElement] {
    let frame = map.frame
    let longest = (frame.right - frame.left) / 5 / map.pixelsInKilometre
    let power = pow(10, Double(NumberText.decimalExponent(of: longest)))
    let kilometres = ([5, 2, 1].first { $0 * power <= longest } ?? 1) * power
    let (start, end, y) = (frame.right - kilometres * map.pixelsInKilometre, frame.right, frame.bottom + 34)
    let strokes = [
      [Point(x: start, y: y - 4), Point(x: start, y: y + 4)],
      [Point(x: start, y: y), Point(x: end, y: y)],
      [Point(x: end, y: y - 4), Point(x: end, y: y + 4)],
    ]
    let label = NumberText.fixed(kilometres, decimals: kilometres < 1 ? 1 : 0) + " km"
    return [
      SVGElement("path", ["class": "bar", "d": PathText.lines(strokes)]),
      .text(label, at: Point(x: start - 8, y: y + 4), style: "tick", anchor: .end),
    ]
  }
}
