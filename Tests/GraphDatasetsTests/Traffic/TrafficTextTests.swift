import Graphs
import Testing

@testable import GraphDatasets

@Suite("Readings, matrices and positions in text")
struct TrafficTextTests {
  private func series(_ text: String, absence: AbsenceMarks = [.blanks]) throws -> SensorSeries {
    try SensorSeries(parsing: Array(text.utf8), path: "x.csv", quantity: .speed, absence: absence)
  }

  @Test("A table without times has one step a line")
  func plain() throws {
    let series = try series("a,\"b\",17\r\n1,2.5,3\r\n\r\n4,5e1,-6\n")
    #expect(series.sensors == ["a", "b", "17"])
    #expect(series.values == [1, 2.5, 3, 4, 50, -6])
    #expect(series.present.allSatisfy { $0 })
    #expect(series.times == .unknown(stepCount: 2))
    #expect(series.description == "speed [mph]: 2 steps × 3 sensors, 0.0 % absent")
  }

  @Test("A table with times has them on its axis, and blanks are absent")
  func stamped() throws {
    let series = try series(
      "time,a,b\n2012-03-01 00:00:00,1,\n2012-03-01 00:05:00,nan,0\n", absence: [.blanks, .zeros])
    #expect(series.sensors == ["a", "b"])
    #expect(series.values == [1, 0, 0, 0])
    #expect(series.present == [true, false, false, false])
    #expect(series.reading(step: 0, sensor: 0) == 1)
    #expect(series.reading(step: 0, sensor: 1) == nil)
    #expect(series.times.interval == 300)
    #expect(series.times.timesOfDay == [0, 1.0 / 288])
    #expect(series.silentSensors() == [1])
  }

  @Test(
    "Faults in a table of readings name the line and the column",
    arguments: [
      ("", "x.csv: there is no line with data. Check that this is the right file."),
      ("a,b\n", "x.csv: there is no line with data. Check that this is the right file."),
      ("a,b\n1,2\n3\n", "x.csv:3: found 1 field, but expected 2, as in the heading. Mend the line."),
      ("a,b\n1,2\n3,4,5\n", "x.csv:3: found 3 fields, but expected 2, as in the heading. Mend the line."),
      ("a,b\n1,2\n3,cat\n", "x.csv:3: column 2: 'cat' is not a finite number. Mend the cell."),
      ("a,b\n1,inf\n", "x.csv:2: column 2: 'inf' is not a finite number. Mend the cell."),
      ("a,b\n1e300,1\n", "x.csv:2: column 1: '1e300' is not a finite number. Mend the cell."),
      ("a,b\n0x10,1\n", "x.csv:2: column 1: '0x10' is not a finite number. Mend the cell."),
      (
        "a,a\n1,1\n",
        "x.csv: the sensor 'a' appears a second time. Give every sensor a name of its own."
      ),
      (
        "a,,b\n1,1,1\n",
        "x.csv: found a heading whose sensor 2 has no name, but expected names. "
          + "Check that this is the right file."
      ),
      (
        "t,a\n2012-03-01 00:00:00,1\n7,1\n",
        "x.csv:3: '7' is not a time such as 2012-03-01 00:05:00. Mend the field."
      ),
      (
        "t,a\n2012-03-01 00:00:00,1\n2012-03-01 00:00:00,1\n",
        "x.csv: step 1 is at 2012-03-01 00:00:00, as is the step before it. "
          + "Sort the steps and leave each time once."
      ),
    ])
  func faults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) { try series(text) }
    #expect(error?.description == expected)
  }

  @Test("Where blanks are not allowed they are faults")
  func noBlanks() {
    let error = #expect(throws: DatasetError.self) { try series("a,b\n1,\n", absence: []) }
    #expect(error?.description == "x.csv:2: column 2: '' is not a finite number. Mend the cell.")
  }

  @Test("An adjacency matrix is read with names and without")
  func matrix() throws {
    let plain = try SensorGraph(parsingMatrix: Array("1,0.5\n0,1\n".utf8), path: "x.csv")
    #expect(plain.sensors == nil)
    #expect(plain.graph.isDirected && plain.graph.entryCount == 3)
    #expect(plain.graph.weight(from: 0, to: 1) == 0.5)
    let named = try SensorGraph(parsingMatrix: Array(",a,b\na,1,0.5\nb,0,1\n".utf8), path: "x.csv")
    #expect(named.sensors == ["a", "b"])
    #expect(named.graph == plain.graph)
    #expect(try named.removing(["a"], path: "x.csv").graph.nodeCount == 1)
  }

  @Test(
    "Faults in an adjacency matrix are named",
    arguments: [
      ("1,2\n", "x.csv: found 2 columns, but expected 1. Check that the files belong together."),
      (
        "1,-2\n0,1\n",
        "x.csv: found the weight -2.0 from node 0 to node 1, but expected finite weights from 0 up. "
          + "Check that this is the right file."
      ),
      ("1,nan\n0,1\n", "x.csv:1: 'nan' is not a finite number. Mend the field."),
      (",a,b\na,1,0\n", "x.csv: found 1 rows, but expected 2. Check that the files belong together."),
      (",a,b\na,1,x\n", "x.csv:2: column 3: 'x' is not a finite number. Mend the cell."),
      (
        ",a,b\nb,1,0\n",
        "x.csv: found row 0 called 'b', but expected the names of the heading, in its order. "
          + "Check that this is the right file."
      ),
      (",a\na,1,2\n", "x.csv:2: found 3 fields, but expected 2, as in the heading. Mend the line."),
    ])
  func matrixFaults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) {
      try SensorGraph(parsingMatrix: Array(text.utf8), path: "x.csv")
    }
    #expect(error?.description == expected)
  }

  @Test("Positions are found by the heading's names")
  func positions() throws {
    let text = "index,sensor_id,latitude,longitude\n0,773869,34.15497,-118.31829\n"
    let table = try SensorPositions(parsing: Array(text.utf8), path: "x.csv")
    let position = try #require(GeographicPosition(latitude: 34.15497, longitude: -118.31829))
    #expect(table.positions == ["773869": position])
  }

  @Test(
    "Faults in positions are named",
    arguments: [
      (
        "id,lat\n1,2\n",
        "x.csv: found a heading of 'id', 'lat', but expected one with sensor_id, latitude and longitude. "
          + "Check that this is the right file."
      ),
      (
        "sensor_id,latitude,longitude\na,91,0\n",
        "x.csv:2: found the position 91.0, 0.0, but expected a latitude in -90...90 and a longitude in "
          + "-180...180. Check that this is the right file."
      ),
      (
        "sensor_id,latitude,longitude\na,x,0\n",
        "x.csv:2: column 2: 'x' is not a finite number. Mend the cell."
      ),
      (
        "sensor_id,latitude,longitude\na,1,0\na,1,0\n",
        "x.csv:3: the sensor 'a' appears a second time. Remove one of the two."
      ),
    ])
  func positionFaults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) {
      try SensorPositions(parsing: Array(text.utf8), path: "x.csv")
    }
    #expect(error?.description == expected)
  }
}
