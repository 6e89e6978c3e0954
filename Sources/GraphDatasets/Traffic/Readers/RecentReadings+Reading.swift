extension RecentReadings {
  /// Reads a table of readings: a heading with `time` and the sensors' names, then one line a time.
  ///
  /// Columns may come in any order; fields may be blank or `nan` where there is no reading.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - sensors: The sensors that a model was trained on, in the order of its nodes.
  ///   - clock: The clock of the series that it was trained on.
  /// - Returns: The readings, and the last of their times.
  /// - Throws: `sensorMismatch` if the sensors are others, or what is wrong in the file and where.
  public static func reading(
    contentsOf path: String, sensors: [String], clock: SeriesClock
  ) throws(DatasetError) -> (readings: RecentReadings, end: LocalTime) {
    let table = try SensorTable(
      parsing: readBytes(ofFileAt: path), allowsBlanks: true, path: path)
    guard let times = table.times, let end = times.last else {
      throw .unexpectedValue(
        path: path, found: "no time at the start of its lines",
        expected: "times such as 2012-03-01 00:05:00")
    }
    let places = Dictionary(uniqueKeysWithValues: zip(table.sensors, table.sensors.indices))
    let columns = sensors.compactMap { places[$0] }
    guard columns.count == sensors.count, table.sensors.count == sensors.count else {
      let known = Set(sensors)
      let first = sensors.first { places[$0] == nil } ?? table.sensors.first { !known.contains($0) }
      throw .sensorMismatch(
        dataset: path, seriesCount: table.sensors.count, graphCount: sensors.count, first: first)
    }
    var moments: [ForecastMoment] = []
    for time in times { moments.append(try clock.moment(at: time, path: path)) }
    let rows = (0..<table.stepCount).map { step in
      columns.map { column -> Float? in
        let value = table.values[step * sensors.count + column]
        return value.isNaN ? nil : value
      }
    }
    return (try RecentReadings(rows, at: moments), end)
  }
}
