/// A place on the horizontal axis of a ``LineChart`` that is marked by a line and a word.
public struct PositionMark: Hashable, Sendable {
  /// The place on the axis.
  public let position: Double

  /// The word beside the line.
  public let label: String

  /// Creates a mark.
  public init(_ label: String, at position: Double) {
    self.position = position
    self.label = label
  }
}
