/// The names of what a chart shows, each beside a sample, in as many rows as they need.
struct Legend {
  /// One name with what draws its sample, 24 pixels wide, around the point that it is given.
  struct Entry {
    let name: String
    let sample: (Point) -> [SVGElement]
  }

  let elements: [SVGElement]
  let height: Double

  private static let rowHeight = 20.0
  private static let sampleWidth = 24.0

  /// Lays entries out from the left; none at all take no height.
  init(_ entries: [Entry], top: Double, width: Double) {
    var elements: [SVGElement] = []
    var (x, row) = (0.0, 0.0)
    for entry in entries {
      let name = TextWidth.shortened(entry.name, to: width - Legend.sampleWidth - 6)
      let entryWidth = Legend.sampleWidth + 6 + TextWidth.of(name)
      if x > 0, x + entryWidth > width { (x, row) = (0, row + 1) }
      let middle = top + row * Legend.rowHeight + 9
      elements += entry.sample(Point(x: x + Legend.sampleWidth / 2, y: middle))
      let start = Point(x: x + Legend.sampleWidth + 6, y: middle + 4)
      elements.append(.text(name, at: start, style: "name"))
      x += entryWidth + 18
    }
    self.elements = elements
    height = entries.isEmpty ? 0 : (row + 1) * Legend.rowHeight + 6
  }
}
