import Graphs
import Testing

@testable import GraphDatasets

@Suite("Series and graphs that belong together")
struct TrafficDataTests {
  private func threeSensors() throws -> SensorSeries {
    try ToySeries.series(stepCount: 1, sensorCount: 3, values: [1, 2, 3])
  }

  private func graph(_ sensors: [String]?, nodeCount: Int = 3) throws -> SensorGraph {
    try SensorGraph(
      Graph(nodeCount: nodeCount, edges: [(0, 1), (1, 1)], weights: [0.5, 2], direction: .directed),
      sensors: sensors, path: "toy")
  }

  @Test("A graph with names is put in the order of the series")
  func order() throws {
    let data = try TrafficData(name: "toy", series: threeSensors(), graph: graph(["s2", "s0", "s1"]))
    #expect(data.graph.weight(from: 2, to: 0) == 0.5)
    #expect(data.graph.weight(from: 0, to: 0) == 2)
    #expect(data.graph.entryCount == 2)
    #expect(data.description == "toy: speed [mph]: 1 steps × 3 sensors, 0.0 % absent; 2 edges")
    #expect(
      try TrafficData(name: "toy", series: threeSensors(), graph: graph(nil)).graph.weight(from: 0, to: 1)
        == 0.5)
  }

  @Test("A mismatch names both counts and the first sensor that differs")
  func mismatch() throws {
    var error = #expect(throws: DatasetError.self) {
      try TrafficData(name: "toy", series: threeSensors(), graph: graph(["s0", "x", "s1"]))
    }
    #expect(
      error?.description
        == "toy: the series has 3 sensors and the graph 3; the first that only one of them has is 's2'. "
        + "Check that the files belong together.")
    error = #expect(throws: DatasetError.self) {
      try TrafficData(
        name: "toy", series: threeSensors(), graph: graph(["s0", "s1", "s2", "y"], nodeCount: 4))
    }
    #expect(
      error?.description
        == "toy: the series has 3 sensors and the graph 4; the first that only one of them has is 'y'. "
        + "Check that the files belong together.")
    error = #expect(throws: DatasetError.self) {
      try TrafficData(name: "toy", series: threeSensors(), graph: graph(nil, nodeCount: 4))
    }
    #expect(
      error?.description
        == "toy: the series has 3 sensors and the graph 4. Check that the files belong together.")
  }

  @Test("Positions are there for all sensors or for none")
  func positions() throws {
    let place = try #require(GeographicPosition(latitude: 1, longitude: 2))
    let all = ["s0": place, "s1": place, "s2": place, "s3": place]
    #expect(
      try TrafficData(name: "toy", series: threeSensors(), graph: graph(nil), positions: all).positions
        == [place, place, place])
    #expect(
      try TrafficData(name: "toy", series: threeSensors(), graph: graph(nil), positions: ["s0": place])
        .positions
        == nil)
  }

  @Test("Parts of a series that do not fit are refused")
  func series() {
    func message(_ sensors: [String], _ values: [Float], _ present: [Bool]? = nil) -> String? {
      #expect(throws: DatasetError.self) {
        try SensorSeries(
          quantity: .speed, sensors: sensors, times: .unknown(stepCount: 2), values: values, present: present,
          path: "toy")
      }?.description
    }
    let together = "Check that the files belong together."
    #expect(message(["a"], [1]) == "toy: found 1 readings, but expected 2. \(together)")
    #expect(message(["a"], [1, 2], [true]) == "toy: found 1 marks of readings, but expected 2. \(together)")
    #expect(
      message(["a", "b"], [1, 2, 3, .nan])
        == "toy: the reading of sensor 'b' at step 1 is nan, which is not a finite number. Mark it as absent."
    )
    #expect(
      message(["a", "a"], [1, 2, 3, 4])
        == "toy: the sensor 'a' appears a second time. Give every sensor a name of its own.")
  }
}
