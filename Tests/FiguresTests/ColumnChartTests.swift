import Testing

@testable import Figures

@Suite("Column charts")
struct ColumnChartTests {
  private func chart(_ values: [[Double?]], categories: [String]? = nil) -> ColumnChart {
    let names = categories ?? (values.first ?? []).indices.map { "\($0)" }
    return ColumnChart(
      "Test", categoryTitle: "Place", categories: names, axis: Axis("y", unit: "m"),
      series: values.enumerated().map { ColumnSeries("series \($0)", values: $1) })
  }

  @Test("Heights are proportional to values, from zero up and down", arguments: 0..<60)
  func proportional(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = abs(generator.number(decades: 12))
    let count = Int.random(in: 1...30, using: &generator)
    let values = (0..<count).map { _ in size * Double.random(in: -1...1, using: &generator) }
    let drawn = try XMLTree(parsing: chart([values]).svg())
    let columns = drawn.elements("rect", style: "column")
    let zero = try #require(drawn.elements("line", style: "zero").first)["y1"]
    let largest = try #require(values.map(abs).max())
    let highest = try #require(columns.map { $0["height"] }.max())
    #expect(columns.count == count)
    for (column, value) in zip(columns, values) {
      // Coordinates are rounded to a hundredth.
      #expect(abs(column["height"] - highest * abs(value) / largest) < 0.03)
      #expect(abs((value < 0 ? column["y"] : column["y"] + column["height"]) - zero) < 0.03)
      #expect(column["x"] >= 0 && column["x"] + column["width"] <= PlotFrame.chartWidth)
    }
    for (left, right) in zip(columns, columns.dropFirst()) {
      #expect(left["x"] + left["width"] < right["x"])
    }
  }

  @Test("Absent and infinite values have no column, and their neighbours keep their places")
  func gaps() throws {
    let full = try XMLTree(parsing: chart([[1, 2, 3, 4]]).svg()).elements("rect", style: "column")
    let drawn = try XMLTree(parsing: chart([[1, nil, .infinity, 4]]).svg())
    let columns = drawn.elements("rect", style: "column")
    #expect(columns.map { $0["x"] } == [full[0]["x"], full[3]["x"]])
    #expect(drawn.elements("text", style: "value").map(\.text) == ["1.00", "4.00"])
    #expect(chart([[1, nil, .infinity, 4]]).table.rows.map { $0[1].text } == ["1.00", "–", "–", "4.00"])
  }

  @Test("Columns of one category do not overlap, and each series has its colour and name")
  func groups() throws {
    let drawn = try XMLTree(parsing: chart([[1, 2], [3, 4], [5, 6]]).svg())
    let columns = drawn.elements("rect", style: "column").suffix(6).sorted { $0["x"] < $1["x"] }
    #expect(columns.map { $0.styles[1] } == ["s1", "s2", "s3", "s1", "s2", "s3"])
    for (left, right) in zip(columns, columns.dropFirst()) {
      #expect(left["x"] + left["width"] <= right["x"])
    }
    #expect(drawn.elements("text", style: "name").map(\.text) == ["series 0", "series 1", "series 2"])
    #expect(drawn.elements("title").map(\.text).contains("1, series 2: 6.00"))
  }

  @Test("Labels of categories do not touch", arguments: [1, 2, 12, 24, 100, 400])
  func categories(count: Int) throws {
    for name in ["7", "2012-03-01", "A very long name indeed, of a place"] {
      let names = (0..<count).map { "\($0) \(name)" }
      let drawn = try XMLTree(parsing: chart([names.map { _ in 1 }], categories: names).svg())
      // The labels of the vertical axis end at their point; these have their middle there.
      let labels = drawn.elements("text", style: "tick").filter { $0.attributes["text-anchor"] == "middle" }
      #expect(!labels.isEmpty)
      for (left, right) in zip(labels, labels.dropFirst()) {
        let widths = TextWidth.of(left.text) + TextWidth.of(right.text)
        #expect(left["x"] + widths / 2 < right["x"], "\(left.text) and \(right.text)")
      }
    }
  }

  @Test("Nothing and awkward numbers are drawn, too", arguments: awkwardNumbers)
  func awkward(number: Double) throws {
    for values in [[number], [number, 1, nil], []] as [[Double?]] {
      let drawn = try XMLTree(parsing: chart([values]).svg())
      #expect(!drawn.attributeValues.contains { $0.contains("nan") || $0.contains("inf") })
      #expect(drawn.elements("rect", style: "column").allSatisfy { $0["height"] >= 0 && $0["width"] > 0 })
    }
    #expect(try XMLTree(parsing: chart([]).svg()).elements("text", style: "note").count == 1)
  }

  @Test("The summary tells where the least and the greatest value are")
  func summary() {
    #expect(
      chart([[2, 5, 1]], categories: ["a", "b", "c"]).summary
        == "Column chart of y (m) by Place, 3 categories. series 0: from 1.00 at c to 5.00 at b.")
  }
}
