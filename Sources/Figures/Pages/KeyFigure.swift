/// A number that a page shows in large type.
public struct KeyFigure: Hashable, Sendable {
  /// The number.
  public let value: String

  /// The unit of the number, which is shown in smaller type, if it has one.
  public let unit: String?

  /// What the number is.
  public let label: String

  /// Creates a key figure.
  public init(_ value: String, unit: String? = nil, _ label: String) {
    self.value = value
    self.unit = unit
    self.label = label
  }
}
