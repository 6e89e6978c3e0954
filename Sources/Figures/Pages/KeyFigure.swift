/// A number that a page shows in large type.
public struct KeyFigure: Hashable, Sendable {
  /// The number with its unit.
  public let value: String

  /// What the number is.
  public let label: String

  /// Creates a key figure.
  public init(_ value: String, _ label: String) {
    self.value = value
    self.label = label
  }
}
