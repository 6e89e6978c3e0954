/// Points at their geographic places, whose colours and sizes show a value.
///
/// Shapes are true: degrees of longitude are shortened by the cosine of the latitude, and a bar says
/// how long a kilometre is. Points without a place on the globe are left out.
public struct ScatterMap: Chart, Hashable {
  /// What is shown, in a few words.
  public let title: String

  /// What the values are.
  public let valueTitle: String

  /// The unit of the values, if there is one.
  public let unit: String?

  /// The points.
  public let points: [MapPoint]

  /// Creates a map.
  public init(_ title: String, valueTitle: String, unit: String? = nil, points: [MapPoint]) {
    self.title = title
    self.valueTitle = valueTitle
    self.unit = unit
    self.points = points
  }

  /// What the values are, with the unit in brackets.
  var valueLabel: String { unit.map { "\(valueTitle) (\($0))" } ?? valueTitle }

  /// The points that can be drawn, the lowest value first, so that high ones lie on top.
  var placedPoints: [MapPoint] {
    points.filter(\.hasPosition).sorted {
      ($0.finiteValue ?? -.infinity, $0.name) < ($1.finiteValue ?? -.infinity, $1.name)
    }
  }

  /// How many points there are, between which values, and where the greatest is.
  public var summary: String {
    let placed = placedPoints
    let start = "Map of \(placed.count) points that shows \(valueLabel)"
    let valued = placed.compactMap { point in point.finiteValue.map { (point: point, value: $0) } }
    guard let least = valued.first, let greatest = valued.last else { return start + "; no values." }
    let number = { NumberText.significant($0, digits: 3) }
    return start + ", from \(number(least.value)) at \(least.point.name) "
      + "to \(number(greatest.value)) at \(greatest.point.name)."
  }
}
