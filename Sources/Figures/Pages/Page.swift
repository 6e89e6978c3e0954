/// A page that tells a result: one HTML file without scripts, which loads nothing.
///
/// Whatever text it is given is shown as it is, and never taken for markup.
public struct Page: Sendable {
  /// The title.
  public let title: String

  /// The paragraph below the title, which says what matters.
  public let lead: String

  /// A few numbers to see first.
  public let keyFigures: [KeyFigure]

  /// The sections.
  public let sections: [PageSection]

  /// The command line that made the page, shown at its end.
  public let command: String

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - lead: The paragraph below the title, which says what matters.
  ///   - keyFigures: A few numbers to see first.
  ///   - sections: The sections.
  ///   - command: The command line that made the page; none is shown if it is empty.
  public init(
    _ title: String, lead: String, keyFigures: [KeyFigure] = [], sections: [PageSection],
    command: String = ""
  ) {
    self.title = title
    self.lead = lead
    self.keyFigures = keyFigures
    self.sections = sections
    self.command = command
  }

  /// Returns the whole HTML file as text.
  public func html() -> String {
    PageTemplate.render(PageContent(self))
  }
}
