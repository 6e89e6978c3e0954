import Testing

@testable import Figures

@Suite("Charts of matrices")
struct MatrixChartTests {
  private func chart(_ matrices: [[[Double]]], marks: [[Bool]] = []) -> MatrixChart {
    MatrixChart(
      "Test", rowTitle: "from", columnTitle: "to",
      panels: matrices.enumerated().map { MatrixChart.Panel("matrix \($0)", elements: $1) }, marks: marks,
      markTitle: "true")
  }

  /// The squares of the matrices, without those of the legend.
  private func cells(_ chart: MatrixChart) throws -> [XMLTree] {
    try XMLTree(parsing: chart.svg()).elements("rect", style: "cell").filter { !$0.children.isEmpty }
  }

  @Test("Areas are proportional to magnitudes, whatever the sign", arguments: 0..<30)
  func areas(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let size = abs(generator.number(decades: 12))
    // Squares below a hundredth of the largest have the smallest size that can be seen.
    let values = (0..<4).map { _ in
      (0..<3).map { _ in
        (Bool.random(using: &generator) ? size : -size) * Double.random(in: 0.1...1, using: &generator)
      }
    }
    let drawn = try cells(chart([values]))
    let flat = Array(values.joined())
    let largest = try #require(flat.map(abs).max())
    let widest = try #require(drawn.map { $0["width"] }.max())
    try #require(drawn.count == flat.count)
    for (cell, value) in zip(drawn, flat) {
      #expect(cell["width"] == cell["height"])
      // Coordinates are rounded to a hundredth.
      #expect(abs(cell["width"] - widest * (abs(value) / largest).squareRoot()) < 0.03)
    }
    let levels = zip(flat, drawn.map { $0.styles[1] }).sorted { abs($0.0) < abs($1.0) }.map(\.1)
    #expect(levels == levels.sorted() && levels.last == "level8")
  }

  @Test("Rows go down and columns to the right, and each matrix stays in its own place")
  func places() throws {
    let matrix = (0..<3).map { row in (0..<4).map { Double(row * 4 + $0 + 1) } }
    let drawn = try cells(chart([matrix, matrix]))
    try #require(drawn.count == 24)
    func middle(_ place: Int) -> (x: Double, y: Double) {
      (drawn[place]["x"] + drawn[place]["width"] / 2, drawn[place]["y"] + drawn[place]["height"] / 2)
    }
    for panel in 0..<2 {
      for place in 0..<12 {
        let (first, second) = (middle(12 * panel), middle(12 * panel + place))
        let step = middle(12 * panel + 1).x - first.x
        #expect(abs(second.x - first.x - Double(place % 4) * step) < 0.05)
        #expect(abs(second.y - first.y - Double(place / 4) * step) < 0.05)
      }
    }
    #expect(middle(12).x > middle(3).x && abs(middle(12).y - middle(0).y) < 0.05)
    #expect(drawn.allSatisfy { $0["x"] > 0 && $0["x"] + $0["width"] < PlotFrame.chartWidth })
    #expect(drawn[6].children.first?.text == "matrix 0, from 2 to 3: 7.00")
  }

  @Test("Zeros stay empty, what is missing has a dashed ring, and marks have frames")
  func zeros() throws {
    let marks = [[true, false], [false, true]]
    let drawn = try XMLTree(parsing: chart([[[0, 2], [.nan, 0]]], marks: marks).svg())
    let cells = drawn.elements("rect", style: "cell").filter { !$0.children.isEmpty }
    #expect(cells.map { $0.children[0].text } == ["matrix 0, from 1 to 2: 2.00"])
    #expect(drawn.elements("circle", style: "none").count == 1)
    // One more frame explains them.
    #expect(drawn.elements("rect", style: "ring").count == 3)
    #expect(drawn.elements("text", style: "name").map(\.text).contains("true"))
    let unmarked = try XMLTree(parsing: chart([[[0, 2], [.nan, 0]]]).svg())
    #expect(unmarked.elements("rect", style: "ring").isEmpty)
  }

  @Test("Nothing and awkward numbers are drawn, too", arguments: awkwardNumbers)
  func awkward(number: Double) throws {
    for matrices in [[[[number]]], [[[number, 1], [0, -1]]], [[]], []] as [[[[Double]]]] {
      let drawn = try XMLTree(parsing: chart(matrices).svg())
      #expect(!drawn.attributeValues.contains { $0.contains("nan") || $0.contains("inf") })
      #expect(drawn.elements("rect", style: "cell").allSatisfy { $0["width"] > 0 })
    }
    #expect(try XMLTree(parsing: chart([]).svg()).elements("text", style: "note").count == 1)
  }

  @Test("The summary tells sizes, zeros and the largest elements")
  func summary() {
    #expect(
      chart([[[0, -3], [1, 0]]]).summary
        == "Matrices with from in rows and to in columns. matrix 0: 2 by 2 elements, 2 of them zero, the largest 3.00."
    )
  }
}
