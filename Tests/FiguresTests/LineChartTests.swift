import Testing

@testable import Figures

@Suite("Line charts")
struct LineChartTests {
  private func chart(_ series: [LineSeries], kind: Axis.Kind = .numbers) -> LineChart {
    LineChart("Test", axis: Axis("x", kind: kind), verticalAxis: Axis("y", unit: "m"), series: series)
  }

  @Test("Larger values are higher, later ones further right, and all are on the drawing", arguments: 0..<60)
  func monotone(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...80, using: &generator)
    let size = generator.number(decades: 12)
    let values = (0..<count).map { _ in size * Double.random(in: -1...1, using: &generator) }
    let drawn = try XMLTree(
      parsing: chart([LineSeries("a", at: (0..<count).map(Double.init), values: values)]).svg())
    let points = try #require(drawn.elements("path", style: "line").first).path[0]
    #expect(points.count == count)
    for (left, right) in zip(points, points.dropFirst()) { #expect(left.x < right.x) }
    for first in points.indices {
      for second in points.indices where values[first] < values[second] {
        #expect(points[first].y >= points[second].y)
      }
    }
    for point in points {
      #expect((0...PlotFrame.chartWidth).contains(point.x) && (0...drawn["height"]).contains(point.y))
    }
  }

  @Test("Pixels between grid lines are proportional to values")
  func proportional() throws {
    let drawn = try XMLTree(
      parsing: chart([LineSeries("a", at: [0, 1, 4], values: [0, 10, 40])]).svg())
    let points = try #require(drawn.elements("path", style: "line").first).path[0]
    let grid = drawn.elements("line", style: "grid").map { $0["y1"] }
    // Coordinates are rounded to a hundredth.
    #expect(abs((points[1].x - points[0].x) * 4 - (points[2].x - points[0].x)) < 0.1)
    #expect(abs((points[1].y - points[0].y) * 4 - (points[2].y - points[0].y)) < 0.1)
    #expect(points[0].y == grid.max() && points[2].y == grid.min())
  }

  @Test("Lines break where a value is absent or not finite, and a lone value is a dot")
  func gaps() throws {
    let values: [Double?] = [1, 2, nil, 3, .nan, 4, 5, 6, .infinity]
    let series = LineSeries("a", at: (0..<9).map(Double.init), values: values)
    let drawn = try XMLTree(parsing: chart([series]).svg())
    let path = try #require(drawn.elements("path", style: "line").first).path
    #expect(path.map(\.count) == [2, 3])
    let dots = drawn.elements("circle", style: "dot")
    #expect(dots.count == 1)
    #expect(path[0][1].x < dots[0]["cx"] && dots[0]["cx"] < path[1][0].x)
  }

  @Test("A band goes around its line and counts for the axis")
  func band() throws {
    let series = LineSeries(
      "a", at: [0, 1, 2, 3], values: [1, 1, nil, 1], band: [0...2, 0...100, nil, 0.5...1.5])
    let drawn = try XMLTree(parsing: chart([series]).svg())
    let band = try #require(drawn.elements("path", style: "band").first).path
    let grid = drawn.elements("line", style: "grid").map { $0["y1"] }
    #expect(band.map(\.count) == [4, 2])
    #expect(band[0][1].y == grid.min() && band[0][2].y == grid.max())
  }

  @Test("What is compared with is drawn first, and a name has one look in all panels")
  func looks() throws {
    let truth = LineSeries("truth", at: [0, 1], values: [1, 2], role: .reference)
    let (near, far) = (
      LineSeries("near", at: [0, 1], values: [2, 3]), LineSeries("far", at: [0, 1], values: [3, 4])
    )
    let drawn = try XMLTree(
      parsing: LineChart(
        "Test", axis: Axis("x"),
        panels: [
          LinePanel(Axis("y"), series: [near, far, truth]), LinePanel(Axis("z"), series: [far, near]),
        ]
      ).svg())
    #expect(
      drawn.elements("path", style: "line").map { $0.styles[1] } == ["reference", "s1", "s2", "s2", "s1"])
    #expect(drawn.elements("text", style: "name").map(\.text) == ["near", "far", "truth"])
    #expect(drawn.elements("text", style: "axis-title").map(\.text) == ["y", "z", "x"])
  }

  @Test("Nothing, a constant and awkward numbers are drawn, too", arguments: awkwardNumbers)
  func awkward(number: Double) throws {
    for values in [[number], [number, number], [number, 1, nil], [], [nil]] as [[Double?]] {
      for kind in [Axis.Kind.numbers, .wholeNumbers, .clock] {
        let positions = values.indices.map { $0 == 0 ? number : Double($0) }
        let svg = chart([LineSeries("a", at: positions, values: values)], kind: kind).svg()
        let drawn = try XMLTree(parsing: svg)
        #expect(!drawn.attributeValues.contains { $0.contains("nan") || $0.contains("inf") })
        let isDrawn = zip(positions, values).contains { $0.isFinite && $1?.isFinite == true }
        #expect(drawn.elements("text", style: "note").isEmpty == isDrawn)
        #expect(drawn.all.allSatisfy { !($0["x1"] > 760) && !($0["cx"] > 760) })
      }
    }
    #expect(
      try XMLTree(parsing: chart([]).svg()).elements("text", style: "note").map(\.text) == ["No values"])
  }

  @Test("A mark is a line in each panel, named in the first")
  func marks() throws {
    let panel = LinePanel(Axis("y"), series: [LineSeries("a", at: [0, 10], values: [1, 2])])
    let drawn = try XMLTree(
      parsing: LineChart(
        "Test", axis: Axis("x"), panels: [panel, panel],
        marks: [PositionMark("here", at: 5), PositionMark("nowhere", at: .nan)]
      ).svg())
    let marks = drawn.elements("line", style: "mark")
    let line = try #require(drawn.elements("path", style: "line").first).path[0]
    #expect(marks.count == 2)
    // Half-way, to the rounding of coordinates.
    #expect(abs(marks[0]["x1"] - (line[0].x + line[1].x) / 2) < 0.02)
    #expect(drawn.elements("text").filter { $0.text == "here" }.count == 1)
  }

  @Test("The summary tells the range of each line")
  func summary() {
    let chart = chart([
      LineSeries("a", at: [0, 1, 2], values: [3, nil, -1]), LineSeries("b", at: [], values: []),
    ])
    #expect(
      chart.summary == "Line chart over x. y (m), a: 2 values from −1.00 to 3.00. y (m), b: no values.")
  }
}
