/// Names beside points of a map, as far as they find room without touching each other.
struct MapNames {
  let elements: [SVGElement]

  /// A rectangle that a name takes up.
  private struct Box {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>

    func touches(_ other: Box) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }
  }

  /// Places names beside those points that have one to be written; these points get a ring.
  ///
  /// A name goes to the right of its point, to its left, above or below, where it hides the fewest
  /// other points. One that would touch another name is left out, and shows while pointed at.
  init(of points: [MapPoint], on map: MapProjection) {
    let centers = points.map { map(longitude: $0.longitude, latitude: $0.latitude) }
    var elements: [SVGElement] = []
    var taken: [Box] = []
    for (point, center) in zip(points, centers) where point.isNamed {
      elements.append(.circle("ring", at: center, radius: 9.5))
      let name = TextWidth.shortened(point.name, to: 160)
      let free = MapNames.starts(of: name, around: center).filter { start in
        let box = MapNames.box(of: name, from: start)
        return MapNames.isInside(box, map.frame) && !taken.contains { $0.touches(box) }
      }
      let hidden = free.map { start in
        let box = MapNames.box(of: name, from: start)
        return centers.count { box.x.contains($0.x) && box.y.contains($0.y) }
      }
      guard let least = hidden.min(), let place = hidden.firstIndex(of: least) else { continue }
      taken.append(MapNames.box(of: name, from: free[place]))
      elements.append(.text(name, at: free[place], style: "name halo"))
    }
    self.elements = elements
  }

  private static func starts(of name: String, around center: Point) -> [Point] {
    let width = TextWidth.of(name)
    return [
      Point(x: center.x + 13, y: center.y + 4), Point(x: center.x - 13 - width, y: center.y + 4),
      Point(x: center.x - width / 2, y: center.y - 14), Point(x: center.x - width / 2, y: center.y + 23),
    ]
  }

  private static func box(of name: String, from start: Point) -> Box {
    Box(x: start.x - 2...start.x + TextWidth.of(name) + 2, y: start.y - 12...start.y + 4)
  }

  private static func isInside(_ box: Box, _ frame: PlotFrame) -> Bool {
    box.x.lowerBound >= frame.left && box.x.upperBound <= frame.right && box.y.lowerBound >= frame.top
      && box.y.upperBound <= frame.bottom
  }
}
