import Foundation
import Testing

@testable import Figures

/// Text that would leave an attribute or an element if it were not escaped.
private let hostile =
  #"<script>alert(1)</script>"' & {{title}} {{{svg}}} ]]> "# + "\"\u{301}><\u{301}b \u{0}\u{1B}"

/// The text that a reader gets to see of it: what no markup may hold is replaced.
private let shown = hostile.replacing("\u{0}", with: "\u{FFFD}").replacing("\u{1B}", with: "\u{FFFD}")

@Suite("Pages")
struct PageTests {
  private let chart = LineChart(
    "Chart \(hostile)", axis: Axis(hostile, unit: hostile),
    panels: [
      LinePanel(
        Axis("y"),
        series: [
          LineSeries("1 \(hostile)", at: [0, 1], values: [1, 2]),
          LineSeries("2", at: [0, 1], values: [1, 2]),
        ])
    ], marks: [PositionMark("x", at: 0)])

  private var page: Page {
    let table = Table(
      "Table \(hostile)", columns: [.words("Head \(hostile)"), .numbers("n", group: "Group \(hostile)")],
      rows: [
        [.text("Cell \(hostile)"), .number(-1234.5, decimals: 1, isBest: true)],
        [.text("b"), .number(nil, decimals: 2)],
      ])
    return Page(
      "Title \(hostile)", lead: "Lead \(hostile)",
      keyFigures: [
        KeyFigure("Value \(hostile)", "Label \(hostile)"), KeyFigure("2", unit: "m \(hostile)", "b"),
      ],
      sections: [
        PageSection(
          "Heading \(hostile)",
          [
            .text("Text \(hostile)"), .figure(Figure(chart, caption: "Caption \(hostile)", numbers: table)),
            .table(table),
          ]), PageSection("Empty", []),
      ], command: "Command \(hostile)")
  }

  @Test("A page is well-formed, whatever text it is given, and shows it as it is")
  func hostileText() throws {
    let tree = try XMLTree(parsing: page.html())
    func texts(_ name: String) -> [String] { tree.elements(name).map(\.text) }
    #expect(texts("h1") == ["Title \(shown)"])
    #expect(texts("h2") == ["Heading \(shown)", "Empty"])
    #expect(texts("h3") == ["Chart \(shown)"])
    #expect(texts("p") == ["Lead \(shown)", "Text \(shown)", "Made by"])
    #expect(texts("dt") == ["Label \(shown)", "b"])
    #expect(texts("dd") == ["Value \(shown)", "2 "])
    #expect(texts("span") == ["m \(shown)"])
    #expect(texts("figcaption") == ["Caption \(shown)"])
    #expect(texts("caption") == ["Table \(shown)", "Table \(shown)"])
    #expect(texts("th").prefix(4) == ["Group \(shown)", "Head \(shown)", "n", "Cell \(shown)"])
    #expect(texts("code") == ["Command \(shown)"])
    #expect(tree.elements("title").map(\.text) == ["Title \(shown)", "Chart \(shown)"])
    #expect(tree.elements("desc").map(\.text).allSatisfy { $0.contains("1 \(shown)") })
    #expect(tree.elements("script").isEmpty && tree.elements("b").isEmpty)
  }

  @Test("No text leaves the element or attribute it stands in")
  func noMarkup() {
    let html = page.html()
    #expect(!html.contains("<script") && !html.contains("\u{0}") && !html.contains("\"\u{301}"))
    // By scalars: as characters, a quotation mark with an accent is no quotation mark.
    let escaped = MarkupText.escaped(hostile).unicodeScalars
    #expect(!escaped.contains { "<>\"'".unicodeScalars.contains($0) })
  }

  @Test("A page loads nothing and runs nothing")
  func selfContained() throws {
    let html = page.html()
    let tree = try XMLTree(parsing: html)
    let loading = ["script", "link", "img", "iframe", "object", "embed", "audio", "video", "image", "use"]
    #expect(tree.all.allSatisfy { !loading.contains($0.name) })
    #expect(
      tree.attributeNames.allSatisfy { !$0.hasPrefix("on") && $0 != "src" && $0 != "href" })
    #expect(!html.contains("@import") && !html.contains("url("))
    #expect(html.contains("default-src 'none'"))
  }

  @Test("Screen readers get a language, headings in order, named charts and headed tables")
  func accessibility() throws {
    let tree = try XMLTree(parsing: page.html())
    #expect(tree.attributes["lang"] == "en")
    let ids = tree.all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for labelled in tree.all {
      for id in labelled.attributes["aria-labelledby"]?.split(separator: " ") ?? [] {
        #expect(ids.contains(String(id)))
      }
    }
    #expect(tree.elements("svg").allSatisfy { $0.attributes["role"] == "img" })
    #expect(tree.elements("th").allSatisfy { $0.attributes["scope"] != nil })
    #expect(tree.elements("td", style: "best").map(\.text) == ["−1234.5", "−1234.5"])
    #expect(tree.elements("td", style: "number").last?.text == "–")
    for part in tree.elements("table") {
      let headings = part.elements("tr")[1].children.count
      for row in part.elements("tr") {
        #expect(row.children.map { Int($0.attributes["colspan"] ?? "1") ?? 0 }.reduce(0, +) == headings)
      }
    }
  }

  @Test("What a page lacks leaves nothing behind")
  func bare() throws {
    let tree = try XMLTree(parsing: Page("Only a title", lead: "", sections: []).html())
    #expect(tree.elements("body")[0].all.map(\.name) == ["body", "main", "header", "h1"])
  }

  @Test("A chart alone is a file with its own style, on paper")
  func standalone() throws {
    let tree = try XMLTree(parsing: chart.svg())
    #expect(tree.name == "svg" && tree.elements("style")[0].text == StyleSheet.charts)
    let paper = tree.elements("rect", style: "paper")[0]
    let box = (tree.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
    #expect(box == [paper["x"], paper["y"], paper["width"], paper["height"]])
    #expect(try XMLTree(parsing: page.html()).elements("style").count == 1)
  }

  @Test("A page is made of plain values")
  func documentation() throws {
    let errors = [2.4, 2.7, 2.9, 3.0]
    // snippet: figures-page
    let chart = ColumnChart(
      "Error by horizon", categoryTitle: "Minutes ahead", categories: ["5", "10", "15", "20"],
      axis: Axis("Mean absolute error", unit: "mph", range: 0...0),
      series: [ColumnSeries("model", values: errors)])
    let page = Page(
      "A short report", lead: "Forecasts miss by 3 mph.",
      sections: [PageSection("Errors", [.figure(Figure(chart, numbers: chart.table))])])
    let html = page.html()
    // snippet: end
    let tree = try XMLTree(parsing: html)
    #expect(tree.elements("rect", style: "column").count == errors.count)
    #expect(tree.elements("td").map(\.text) == ["2.40", "2.70", "2.90", "3.00"])
  }
}
