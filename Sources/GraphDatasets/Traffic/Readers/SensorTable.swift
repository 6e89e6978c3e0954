/// A table of readings in text: a heading with the sensors' names, then one line a step.
///
/// Where the first field of the first line is a time, such as `2012-03-01 00:05:00`, every line
/// starts with one, and the heading with a field that names no sensor.
package struct SensorTable {
  /// The name of each sensor.
  package let sensors: [String]

  /// The time of each step, or `nil` if the lines have none.
  package let times: [LocalTime]?

  /// The number of steps.
  package let stepCount: Int

  /// The readings, `[stepCount, sensorCount]`; NaN where a field is blank.
  package let values: [Float]

  /// Reads the table in some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - allowsBlanks: Whether a field may be empty or `nan`.
  ///   - path: The name of the file, for errors.
  /// - Throws: `emptyFile`, `wrongFieldCount`, `badCell`, `notATime`, `unexpectedValue` or `repeatedSensor`.
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package init(parsing bytes: [UInt8], allowsBlanks: Bool, path: String) throws(DatasetError) {
    var lines = TextLines(bytes)
    guard let heading = lines.next() else { throw .emptyFile(path: path) }
    let names = heading.fields.map { TextField.text(TextField.unquoted($0)) }
    var times: [LocalTime] = []
    var values: [Float] = []
    var hasTimes = false
    var stepCount = 0
    while let line = lines.next() {
      let fields = line.fields
      guard fields.count == names.count else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count, expected: "\(names.count), as in the heading")
      }
      if stepCount == 0 { hasTimes = TextField.time(fields[0]) != nil }
      if hasTimes {
        guard let time = TextField.time(fields[0]) else {
          throw .notATime(path: path, line: line.number, field: TextField.shown(fields[0]))
        }
        times.append(time)
      }
      for column in (hasTimes ? 1 : 0)..<fields.count {
        guard let value = Self.value(fields[column], allowsBlanks: allowsBlanks) else {
          throw .badCell(
            path: path, line: line.number, column: column + 1, cell: TextField.shown(fields[column]))
        }
        values.append(value)
      }
      stepCount += 1
    }
    guard stepCount > 0 else { throw .emptyFile(path: path) }
    sensors = Array(names.dropFirst(hasTimes ? 1 : 0))
    if let column = sensors.firstIndex(of: "") {
      throw .unexpectedValue(
        path: path, found: "a heading whose sensor \(column + 1) has no name", expected: "names")
    }
    var known: Set<String> = []
    for sensor in sensors {
      guard known.insert(sensor).inserted else { throw .repeatedSensor(path: path, sensor: sensor) }
    }
    self.times = hasTimes ? times : nil
    self.stepCount = stepCount
    self.values = values
  }

  /// Returns a field as a number, NaN for a blank, or `nil` if it is neither.
  private static func value(_ field: ArraySlice<UInt8>, allowsBlanks: Bool) -> Float? {
    if let number = TextField.number(field) {
      let value = Float(number)
      return value.isFinite ? value : nil
    }
    guard allowsBlanks, field.count <= 4 else { return nil }
    return ["", "nan", "null", "na"].contains(TextField.text(field).lowercased()) ? .nan : nil
  }
}

extension SensorSeries {
  /// Reads a table of readings: a heading with the sensors' names, then one line a step.
  ///
  /// Fields stand between commas or spaces. Where the first field of a line is a time, such as
  /// `2012-03-01 00:05:00`, the axis is made from the lines' times.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - quantity: What the sensors measure.
  ///   - absence: What stands where there was no reading.
  ///   - times: Makes the axis from the number of steps, where lines have no times; by default
  ///     nothing is known of it.
  /// - Throws: An error that names the file and, where there is one, the line and the column.
  public init(
    contentsOf path: String, quantity: Quantity, absence: AbsenceMarks = .blanks,
    times: (Int) -> TimeAxis = TimeAxis.unknown
  ) throws(DatasetError) {
    try self.init(
      parsing: readBytes(ofFileAt: path), path: path, quantity: quantity, absence: absence, times: times)
  }

  /// Reads a table of readings in some bytes of UTF-8 text; see ``init(contentsOf:quantity:absence:times:)``.
  public init(
    parsing bytes: [UInt8], path: String, quantity: Quantity, absence: AbsenceMarks = .blanks,
    times: (Int) -> TimeAxis = TimeAxis.unknown
  ) throws(DatasetError) {
    let table = try SensorTable(parsing: bytes, allowsBlanks: absence.contains(.blanks), path: path)
    let axis: TimeAxis
    if let stamps = table.times {
      axis = try TimeAxis(times: stamps, path: path)
    } else {
      axis = times(table.stepCount)
    }
    try self.init(
      quantity: quantity, sensors: table.sensors, times: axis, values: table.values,
      present: absence.present(table.values), path: path)
  }
}
