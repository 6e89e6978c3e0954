/// Readings of one quantity at many sensors, step by step.
///
/// Which readings there are is said by a mask and never by a special value; where there is none,
/// `values` holds a zero that means nothing.
public struct SensorSeries: Hashable, Sendable {
  /// What the sensors measure.
  public let quantity: Quantity

  /// The name of each sensor, all different.
  public let sensors: [String]

  /// When the steps were.
  public let times: TimeAxis

  /// The readings, `[stepCount, sensorCount]` in row order, in the unit of `quantity`; 0 where
  /// there is none.
  public let values: [Float]

  /// Whether there is a reading, `[stepCount, sensorCount]` in row order.
  public let present: [Bool]

  /// The number of steps.
  public var stepCount: Int { times.stepCount }

  /// The number of sensors.
  public var sensorCount: Int { sensors.count }

  /// Creates a series from its parts.
  ///
  /// - Parameters:
  ///   - quantity: What the sensors measure.
  ///   - sensors: The name of each sensor.
  ///   - times: When the steps were.
  ///   - values: The readings, `[stepCount, sensorCount]` in row order; what stands where there
  ///     is none is ignored.
  ///   - present: Whether there is a reading, `[stepCount, sensorCount]` in row order; by
  ///     default there always is.
  ///   - path: What errors call the data.
  /// - Throws: `countMismatch` if the parts do not fit, `repeatedSensor`, or `badReading` if a
  ///   reading is not a finite number.
  /// - Complexity: O(`stepCount` × `sensorCount`).
  public init(
    quantity: Quantity, sensors: [String], times: TimeAxis, values: [Float], present: [Bool]? = nil,
    path: String
  ) throws(DatasetError) {
    var known: Set<String> = []
    for sensor in sensors {
      guard known.insert(sensor).inserted else { throw .repeatedSensor(path: path, sensor: sensor) }
    }
    let (count, overflow) = times.stepCount.multipliedReportingOverflow(by: sensors.count)
    guard !overflow, values.count == count else {
      throw .countMismatch(
        path: path, what: "readings", found: values.count, expected: overflow ? .max : count)
    }
    guard present == nil || present?.count == count else {
      throw .countMismatch(
        path: path, what: "marks of readings", found: present?.count ?? 0, expected: count)
    }
    self.quantity = quantity
    self.sensors = sensors
    self.times = times
    self.present = present ?? [Bool](repeating: true, count: count)
    self.values = Self.blanked(values, where: self.present)
    if let place = self.values.firstIndex(where: { !$0.isFinite }) {
      throw .badReading(
        path: path, step: place / sensors.count, sensor: sensors[place % sensors.count],
        value: "\(values[place])")
    }
  }

  /// Returns the values with zeros where there is no reading.
  private static func blanked(_ values: [Float], where present: [Bool]) -> [Float] {
    var values = values
    values.withUnsafeMutableBufferPointer { values in
      present.withUnsafeBufferPointer { present in
        for place in values.indices where !present[place] { values[place] = 0 }
      }
    }
    return values
  }

  /// Returns a reading, or `nil` where there is none.
  public func reading(step: Int, sensor: Int) -> Float? {
    precondition(
      (0..<stepCount).contains(step) && (0..<sensorCount).contains(sensor),
      "There is no step \(step) of sensor \(sensor) in \(stepCount) steps of \(sensorCount) sensors.")
    let place = step * sensorCount + sensor
    return present[place] ? values[place] : nil
  }

  /// The number of readings.
  public var readingCount: Int { present.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// The sensors that have no reading in a range of steps.
  ///
  /// A series may have such sensors: models still forecast them from their neighbours, but
  /// nothing can be learned or judged there.
  ///
  /// - Parameter steps: The steps to look at, by default all.
  /// - Returns: The indices of the sensors, increasing.
  public func silentSensors(in steps: Range<Int>? = nil) -> [Int] {
    let steps = steps ?? 0..<stepCount
    precondition(
      steps.lowerBound >= 0 && steps.upperBound <= stepCount,
      "The steps \(steps) are not among the series' \(stepCount).")
    var isSilent = [Bool](repeating: true, count: sensorCount)
    for step in steps {
      for sensor in isSilent.indices where isSilent[sensor] && present[step * sensorCount + sensor] {
        isSilent[sensor] = false
      }
    }
    return isSilent.indices.filter { isSilent[$0] }
  }
}

extension SensorSeries: CustomStringConvertible {
  /// The sizes, such as `speed [mph]: 2016 steps × 207 sensors, 0.0 % absent`.
  public var description: String {
    let absent = present.isEmpty ? 0 : 1 - Double(readingCount) / Double(present.count)
    return "\(quantity.name) [\(quantity.unit)]: \(stepCount) steps × \(sensorCount) sensors, "
      + "\((1000 * absent).rounded() / 10) % absent"
  }
}
