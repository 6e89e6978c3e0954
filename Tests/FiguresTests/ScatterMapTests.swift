import Foundation
import Testing

@testable import Figures

@Suite("Maps")
struct ScatterMapTests {
  private func map(_ points: [MapPoint]) -> ScatterMap {
    ScatterMap("Test", valueTitle: "Error", unit: "mph", points: points)
  }

  private func circles(_ tree: XMLTree) -> [String: XMLTree] {
    let named = tree.elements("circle", style: "place").compactMap { circle in
      circle.children.first.map { (String($0.text.prefix { $0 != ":" }), circle) }
    }
    return Dictionary(named) { first, _ in first }
  }

  /// The distance between two places on a sphere in kilometres, by the haversine formula.
  private func kilometres(_ first: MapPoint, _ second: MapPoint) -> Double {
    let (a, b) = (first.latitude * .pi / 180, second.latitude * .pi / 180)
    let turn = (second.longitude - first.longitude) * .pi / 180
    let haversine = pow(sin((b - a) / 2), 2) + cos(a) * cos(b) * pow(sin(turn / 2), 2)
    return 2 * 6371.0088 * asin(haversine.squareRoot())
  }

  @Test(
    "Distances on the map are those on the globe, as its bar says", arguments: [-60.0, -34, 0, 34, 52, 70])
  func distances(latitude: Double) throws {
    var generator = SeededGenerator(seed: 3)
    let points = (0..<20).map { number in
      MapPoint(
        "p\(number)", longitude: -118 + Double.random(in: -0.15...0.15, using: &generator),
        latitude: latitude + Double.random(in: -0.1...0.1, using: &generator), value: Double(number))
    }
    let drawn = try XMLTree(parsing: map(points).svg())
    let circles = circles(drawn)
    let bar = try #require(drawn.elements("path", style: "bar").first).path[1]
    let label = try #require(drawn.elements("text").map(\.text).first { $0.hasSuffix(" km") })
    let scale = (bar[1].x - bar[0].x) / (try #require(Double(label.dropLast(3))))
    for (first, second) in zip(points, points.dropFirst()) {
      let (a, b) = (try #require(circles[first.name]), try #require(circles[second.name]))
      let pixels = hypot(a["cx"] - b["cx"], a["cy"] - b["cy"])
      // A tenth of a degree from the middle latitude, cosines differ by up to half a per cent at 70°.
      #expect(abs(pixels - scale * kilometres(first, second)) < 0.006 * pixels + 0.05)
    }
  }

  @Test("North is up, east is right, and every point is inside the frame", arguments: 0..<40)
  func placement(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let spread = [1e-6, 0.1, 10, 60][Int(seed % 4)]
    let points = (0..<30).map { number in
      MapPoint(
        "p\(number)", longitude: Double.random(in: -spread...spread, using: &generator) * 2,
        latitude: Double.random(in: -spread...spread, using: &generator), value: nil)
    }
    let drawn = try XMLTree(parsing: map(points).svg())
    let circles = circles(drawn)
    let frame = try #require(drawn.elements("rect", style: "frame").first)
    for first in points {
      let circle = try #require(circles[first.name])
      #expect(circle["cx"] > frame["x"] && circle["cx"] < frame["x"] + frame["width"])
      #expect(circle["cy"] > frame["y"] && circle["cy"] < frame["y"] + frame["height"])
      for second in points {
        let other = try #require(circles[second.name])
        if first.longitude < second.longitude { #expect(circle["cx"] <= other["cx"]) }
        if first.latitude < second.latitude { #expect(circle["cy"] >= other["cy"]) }
      }
    }
  }

  @Test("Each value is in the class that the legend says, higher ones larger and on top", arguments: 0..<40)
  func classes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<25).map { _ in generator.number(decades: 4) }
    let classes = ValueClasses(of: values)
    #expect((1...8).contains(classes.count))
    for value in values {
      let place = classes.place(of: value)
      #expect(value >= classes.borders.values[place] - 1e-6 * classes.borders.step)
      #expect(value <= classes.borders.values[place + 1] + 1e-6 * classes.borders.step)
    }
    let levels = (0..<classes.count).map(classes.level)
    #expect(Set(levels).count == levels.count && levels == levels.sorted())
    #expect(levels.allSatisfy((0..<StyleSheet.levels).contains))
    let points = values.enumerated().map { MapPoint("p\($0)", longitude: Double($0), latitude: 0, value: $1) }
    let radii = try XMLTree(parsing: map(points).svg()).elements("circle", style: "place")
      .filter { !$0.children.isEmpty }.map { $0["r"] }
    #expect(radii == radii.sorted())
  }

  @Test("A value on a border belongs to the class above, but the greatest to the last")
  func borders() {
    let classes = ValueClasses(of: [0, 6])
    #expect(classes.borders.values == [0, 1, 2, 3, 4, 5, 6])
    #expect((0...6).map { classes.place(of: Double($0)) } == [0, 1, 2, 3, 4, 5, 5])
    #expect(classes.label(of: 2) == "2\u{2009}–\u{2009}3")
  }

  @Test("Points without a value are hollow, those without a place are left out")
  func missing() throws {
    let points = [
      MapPoint("none", longitude: 1, latitude: 1, value: nil),
      MapPoint("nan", longitude: 1, latitude: 2, value: .nan),
      MapPoint("lost", longitude: .nan, latitude: 1, value: 1),
      MapPoint("beyond", longitude: 1, latitude: 91, value: 1),
      MapPoint("there", longitude: 2, latitude: 2, value: 1),
    ]
    let drawn = try XMLTree(parsing: map(points).svg())
    #expect(Set(circles(drawn).keys) == ["none", "nan", "there"])
    #expect(circles(drawn)["none"]?.styles == ["place", "none"])
    #expect(drawn.elements("text", style: "name").map(\.text).last == "no value")
    let empty = try XMLTree(parsing: map([]).svg())
    #expect(empty.elements("text", style: "note").map(\.text) == ["No values"])
  }

  @Test("Names stay inside the frame and apart", arguments: 0..<40)
  func names(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let points = (0..<40).map { number in
      MapPoint(
        "sensor \(number)", longitude: Double.random(in: 0...0.2, using: &generator),
        latitude: Double.random(in: 0...0.1, using: &generator), value: 1, isNamed: true)
    }
    let drawn = try XMLTree(parsing: map(points).svg())
    let names = drawn.elements("text", style: "halo")
    #expect(drawn.elements("circle", style: "ring").count == 40 && names.count >= 10)
    for first in names.indices {
      #expect(
        names[first]["x"] >= 0 && names[first]["x"] + TextWidth.of(names[first].text) <= PlotFrame.chartWidth)
      for second in names.indices where second > first {
        let distance = names[second]["x"] - names[first]["x"]
        let isBeside =
          distance >= TextWidth.of(names[first].text) || -distance >= TextWidth.of(names[second].text)
        #expect(isBeside || abs(names[first]["y"] - names[second]["y"]) >= 12)
      }
    }
  }

  @Test("Degrees name their side of the equator and of Greenwich")
  func degrees() throws {
    let points = [
      MapPoint("a", longitude: -118.5, latitude: -34.2, value: 1),
      MapPoint("b", longitude: -118.1, latitude: -34, value: 2),
    ]
    let labels = try XMLTree(parsing: map(points).svg()).elements("text", style: "tick").map(\.text)
    #expect(labels.contains("118.2° W") && labels.contains("34.1° S"))
  }
}
