/// What an axis of a chart shows, and from where to where.
public struct Axis: Hashable, Sendable {
  /// How the numbers along an axis are read.
  public enum Kind: Hashable, Sendable {
    /// Numbers of any size.
    case numbers

    /// Whole numbers, such as epochs: ticks are at least 1 apart.
    case wholeNumbers

    /// Times of day in seconds after midnight, shown as hours and minutes.
    case clock
  }

  /// What is shown, such as "Speed".
  public let title: String

  /// The unit, such as "mph", if there is one.
  public let unit: String?

  /// How the numbers are read.
  public let kind: Kind

  /// Values that the axis shows in any case; it is longer where the data are.
  public let range: ClosedRange<Double>?

  /// Creates an axis.
  ///
  /// - Parameters:
  ///   - title: What is shown.
  ///   - unit: The unit, if there is one.
  ///   - kind: How the numbers are read.
  ///   - range: Values that the axis shows in any case; `0...0` makes it begin at zero.
  public init(
    _ title: String, unit: String? = nil, kind: Kind = .numbers, range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.unit = unit
    self.kind = kind
    self.range = range
  }

  /// The title with the unit in brackets.
  var label: String { unit.map { "\(title) (\($0))" } ?? title }

  /// Returns the values to show, which hold all that are given and the axis's own.
  func extent(of values: [Double]) -> Extent {
    let shown = values + (range.map { [$0.lowerBound, $0.upperBound] } ?? [])
    if kind == .clock, !shown.contains(where: \.isFinite) { return Extent(from: 0, to: 86_400) }
    return Extent(of: shown)
  }

  /// Returns ticks from the last one before the extent to the first one behind it.
  func coveringTicks(of extent: Extent, about count: Int) -> Ticks {
    let smallest = kind == .wholeNumbers ? 1.0 : 0
    return Ticks(covering: extent, about: count, smallestStep: smallest)
  }

  /// Returns ticks inside the extent.
  func innerTicks(of extent: Extent, about count: Int) -> Ticks {
    if kind == .clock, let ticks = ClockTicks.ticks(inside: extent, about: count) { return ticks }
    return coveringTicks(of: extent, about: count).inside(extent)
  }
}
