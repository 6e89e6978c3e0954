import Testing

@testable import GraphDatasets

@Suite("Tables of recent readings")
struct RecentReadingsTests {
  private let clock = SeriesClock(interval: 300)

  private func reading(_ text: String, _ sensors: [String] = ["a", "b"], within span: Int? = nil) throws
    -> (readings: RecentReadings, end: LocalTime)
  {
    try RecentReadings.reading(
      parsing: Array(text.utf8), path: "now.csv", sensors: sensors, clock: clock, within: span)
  }

  @Test("Columns are put in the model's order, and blanks are absent")
  func columns() throws {
    let table = "time,b,a\n2012-03-07 08:00,2,1\n2012-03-07 08:05,,3\n2012-03-07 08:07:30,nan,5\n"
    let (readings, end) = try reading(table)
    #expect(readings.values == [1, 2, 3, 0, 5, 0])
    #expect(readings.present == [true, true, true, false, true, false])
    #expect(zip(readings.moments, readings.moments.dropFirst()).map { $1.time - $0.time } == [1, 0.5])
    #expect(end.description == "2012-03-07 08:07:30")
  }

  @Test("Of a longer table, the span up to its end is kept")
  func span() throws {
    let table = "time,a\n2012-03-06 08:00,1\n2012-03-07 08:00,2\n2012-03-07 08:05,3\n2012-03-07 08:10,4\n"
    #expect(try reading(table, ["a"]).readings.values == [1, 2, 3, 4])
    #expect(try reading(table, ["a"], within: 3).readings.values == [2, 3, 4])
    #expect(try reading(table, ["a"], within: 2).readings.values == [3, 4])
    #expect(try reading(table, ["a"], within: 1).readings.values == [4])
  }

  @Test(
    "Faults name the file, and the checkpoint where sensors are others",
    arguments: [
      (
        "time,a\n2012-03-07 08:00,1\n",
        "now.csv has readings of 1 sensor, but the checkpoint's model was trained on 2; the first that only "
          + "one of them knows is 'b'. Give readings of the sensors that it was trained on, or the checkpoint "
          + "that belongs to these."
      ),
      (
        "time,b,a,c\n2012-03-07 08:00,1,2,3\n",
        "now.csv has readings of 3 sensors, but the checkpoint's model was trained on 2; the first that only "
          + "one of them knows is 'c'. Give readings of the sensors that it was trained on, or the checkpoint "
          + "that belongs to these."
      ),
      (
        "time,a,a\n2012-03-07 08:00,1,2\n",
        "now.csv: the sensor 'a' appears a second time. Give every sensor a name of its own."
      ),
      (
        "time,a,b\n2012-03-07 08:05,1,2\n2012-03-07 08:00,1,2\n",
        "now.csv: step 1 is at 2012-03-07 08:00:00, before the step before it at 2012-03-07 08:05:00. "
          + "Sort the steps and leave each time once."
      ),
    ])
  func faults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) { try reading(text) }
    #expect(error?.description == expected)
  }
}
