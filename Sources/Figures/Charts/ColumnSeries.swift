/// A named value for each category of a ``ColumnChart``.
public struct ColumnSeries: Hashable, Sendable {
  /// What the values are.
  public let name: String

  /// The values, one a category; absent and not finite ones have no column.
  public let values: [Double?]

  /// Creates a series.
  public init(_ name: String, values: [Double?]) {
    self.name = name
    self.values = values
  }
}
