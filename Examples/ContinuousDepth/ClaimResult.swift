import Figures
import GraphODE

/// What a command found out about its claim.
struct ClaimResult {
  /// What the page is called.
  let title: String

  /// What is claimed, in one or two sentences, with its source.
  let claim: String

  /// Whether it was found so, in one sentence with the figures that decide.
  let verdict: String

  /// The figures as a table for the terminal.
  let table: TextTable

  /// Tables below the first one.
  var furtherTables: [TextTable] = []

  /// The figures for `--metrics`.
  let figures: any Encodable

  /// A few numbers to see first on the page.
  let keyFigures: [KeyFigure]

  /// The charts and tables of the page.
  let sections: [PageSection]

  /// The page of `--report`.
  func page(command: String) -> Page {
    Page(
      title, lead: "\(claim) \(verdict)", keyFigures: keyFigures, sections: sections, command: command)
  }
}
