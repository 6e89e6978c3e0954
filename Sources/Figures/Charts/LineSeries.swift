/// Named values along the horizontal axis of a ``LineChart``.
public struct LineSeries: Hashable, Sendable {
  /// What a line stands for, which decides how it looks.
  public enum Role: Hashable, Sendable {
    /// One of several things to compare, in a colour and with dashes of its own.
    case compared

    /// What the others are compared with, such as the truth: in the colour of text.
    case reference
  }

  /// What the values are.
  public let name: String

  /// Where the values are on the horizontal axis.
  public let positions: [Double]

  /// The values; the line has a gap where one is absent or not finite.
  public let values: [Double?]

  /// The range around each value that is shaded, if any, such as a standard deviation to either side.
  public let band: [ClosedRange<Double>?]

  /// What the line stands for.
  public let role: Role

  /// Creates a series.
  ///
  /// - Parameters:
  ///   - name: What the values are; series of one name share their looks and their place in the
  ///     legend, also from panel to panel.
  ///   - positions: Where the values are on the horizontal axis, from left to right.
  ///   - values: The values, of which any may be absent.
  ///   - band: The range around each value that is shaded; none if empty.
  ///   - role: What the line stands for.
  /// - Precondition: There are as many values as positions, and as many ranges or none.
  public init(
    _ name: String, at positions: [Double], values: [Double?], band: [ClosedRange<Double>?] = [],
    role: Role = .compared
  ) {
    precondition(
      positions.count == values.count,
      "The series \(name) has \(positions.count) positions, but \(values.count) values.")
    precondition(
      band.isEmpty || band.count == values.count,
      "The series \(name) has \(values.count) values, but a band of \(band.count) ranges.")
    self.name = name
    self.positions = positions
    self.values = values
    self.band = band
    self.role = role
  }

  /// What is drawn of the values: finite ones at finite positions.
  var finiteValues: [Double] {
    zip(positions, values).compactMap { position, value in
      value.flatMap { position.isFinite && $0.isFinite ? $0 : nil }
    }
  }

  /// The ends of the shaded ranges, as far as they are finite.
  var bandEnds: [Double] {
    zip(positions, band).flatMap { position, range in
      position.isFinite ? range.map { [$0.lowerBound, $0.upperBound].filter(\.isFinite) } ?? [] : []
    }
  }

  /// The runs of values without a gap, as points of a panel.
  func runs(_ horizontal: Scale, _ vertical: Scale) -> [[Point]] {
    runs { index in
      guard let value = values[index], value.isFinite else { return nil }
      return Point(x: horizontal(positions[index]), y: vertical(value))
    }
  }

  /// The runs of shaded ranges without a gap.
  func bandRuns(_ horizontal: Scale, _ vertical: Scale) -> [[(upper: Point, lower: Point)]] {
    runs { index in
      guard band.indices.contains(index), let range = band[index], range.lowerBound.isFinite,
        range.upperBound.isFinite
      else { return nil }
      let x = horizontal(positions[index])
      return (
        upper: Point(x: x, y: vertical(range.upperBound)), lower: Point(x: x, y: vertical(range.lowerBound))
      )
    }
  }

  private func runs<Element>(_ element: (Int) -> Element?) -> [[Element]] {
    var runs: [[Element]] = [[]]
    for index in positions.indices {
      if positions[index].isFinite, let element = element(index) {
        runs[runs.count - 1].append(element)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }
}
