/// A table that a page in Markdown can take over.
enum MarkdownTable {
  /// Returns the two lines that a table begins with.
  static func heading(_ titles: [String]) -> String {
    row(titles) + "\n" + row(titles.map { _ in "---" })
  }

  /// Returns a row.
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
