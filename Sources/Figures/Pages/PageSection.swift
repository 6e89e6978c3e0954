/// A part of a page under a heading of its own.
public struct PageSection: Sendable {
  /// One thing in a section.
  public enum Element: Sendable {
    /// A paragraph.
    case text(String)

    /// A chart.
    case figure(Figure)

    /// A table.
    case table(Table)
  }

  /// The heading.
  public let heading: String

  /// What the section holds, from top to bottom.
  public let elements: [Element]

  /// Creates a section.
  public init(_ heading: String, _ elements: [Element]) {
    self.heading = heading
    self.elements = elements
  }
}
