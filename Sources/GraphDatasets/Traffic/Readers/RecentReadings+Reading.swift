extension RecentReadings {
  /// Reads a table of readings: a heading with `time` and the sensors' names, then one line a time.
  ///
  /// Columns may come in any order; fields may be blank or `nan` where there is no reading.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - sensors: The sensors that a model was trained on, in the order of its nodes.
  ///   - clock: The clock of the series that it was trained on.
  ///   - span: The number of intervals up to the last time whose readings are kept, such as that of the
  ///     inputs that the model was trained on; by default all are.
  /// - Returns: The readings, and the last of their times.
  /// - Throws: `otherSensors` if the sensors are others, or what is wrong in the file and where.
  /// - Precondition: `span` is positive.
  public static func reading(
    contentsOf path: String, sensors: [String], clock: SeriesClock, within span: Int? = nil
  ) throws(DatasetError) -> (readings: RecentReadings, end: LocalTime) {
    try reading(
      parsing: readBytes(ofFileAt: path), path: path, sensors: sensors, clock: clock, within: span)
  }

  /// Reads a table of readings in some bytes; see ``reading(contentsOf:sensors:clock:within:)``.
  package static func reading(
    parsing bytes: [UInt8], path: String, sensors: [String], clock: SeriesClock, within span: Int? = nil
  ) throws(DatasetError) -> (readings: RecentReadings, end: LocalTime) {
    precondition(span ?? 1 > 0, "Readings cannot be kept over \(span ?? 0) intervals.")
    let table = try SensorTable(parsing: bytes, allowsBlanks: true, path: path)
    guard let times = table.times, let end = times.last else {
      throw .unexpectedValue(
        path: path, found: "no time at the start of its lines",
        expected: "times such as 2012-03-01 00:05:00")
    }
    let columns = try columns(of: sensors, in: table, path: path)
    for (step, (earlier, later)) in zip(times, times.dropFirst()).enumerated() {
      guard earlier < later else {
        throw .timesOutOfOrder(path: path, step: step + 1, time: "\(later)", previous: "\(earlier)")
      }
    }
    var moments: [ForecastMoment] = []
    for time in times { moments.append(try clock.moment(at: time, path: path)) }
    let origin = moments[moments.count - 1].time
    let kept = moments.indices.filter { moments[$0].time > origin - Double(span ?? .max) }
    let rows = kept.map { step in
      columns.map { column -> Float? in
        let value = table.values[step * sensors.count + column]
        return value.isNaN ? nil : value
      }
    }
    return (try RecentReadings(rows, at: kept.map { moments[$0] }), end)
  }

  /// Returns the column of each sensor.
  private static func columns(
    of sensors: [String], in table: SensorTable, path: String
  ) throws(DatasetError) -> [Int] {
    var places: [String: Int] = [:]
    for (column, sensor) in table.sensors.enumerated() { places[sensor] = column }
    let known = Set(sensors)
    let strangers = sensors.filter { places[$0] == nil } + table.sensors.filter { !known.contains($0) }
    if let first = strangers.first {
      throw .otherSensors(path: path, found: table.sensors.count, trained: sensors.count, first: first)
    }
    return sensors.compactMap { places[$0] }
  }
}
