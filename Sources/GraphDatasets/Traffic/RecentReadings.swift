/// The latest readings of some sensors, from which a forecast is to be made.
///
/// Unlike the steps of a series they may come at any times, as long as these increase.
public struct RecentReadings: Sendable {
  /// When the readings were made.
  public let moments: [ForecastMoment]

  /// The readings of one moment after the other, `[moments, sensors]`; 0 where there is none.
  let values: [Float]

  /// Whether there is a reading, `[moments, sensors]`.
  let present: [Bool]

  /// The number of sensors.
  public let sensorCount: Int

  /// Creates readings from one row a moment.
  ///
  /// - Parameters:
  ///   - rows: The readings of all sensors at each moment, in the order of the graph's nodes and
  ///     in the unit of the series; `nil` where there is none.
  ///   - moments: When they were made.
  /// - Throws: `countMismatch` if rows and moments do not fit or there are none,
  ///   `timesOutOfOrder`, or `badReading` if a reading is not a finite number.
  public init(_ rows: [[Float?]], at moments: [ForecastMoment]) throws(DatasetError) {
    let name = "recent readings"
    guard rows.count == moments.count, let first = rows.first else {
      throw .countMismatch(
        path: name, what: "rows", found: rows.count, expected: max(moments.count, 1))
    }
    var values: [Float] = []
    for (step, row) in rows.enumerated() {
      guard row.count == first.count else {
        throw .countMismatch(path: name, what: "sensors", found: row.count, expected: first.count)
      }
      for (sensor, value) in row.enumerated() {
        guard value?.isFinite != false else {
          throw .badReading(path: name, step: step, sensor: "\(sensor)", value: "\(value ?? 0)")
        }
        values.append(value ?? 0)
      }
    }
    for (step, (earlier, later)) in zip(moments, moments.dropFirst()).enumerated() {
      guard earlier.time < later.time else {
        throw .timesOutOfOrder(
          path: name, step: step + 1, time: "\(later.time)", previous: "\(earlier.time)")
      }
    }
    self.moments = moments
    self.values = values
    present = rows.flatMap { row in row.map { $0 != nil } }
    sensorCount = first.count
  }
}
