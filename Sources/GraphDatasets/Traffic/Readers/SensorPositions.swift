/// The positions of sensors in text: `index,sensor_id,latitude,longitude` on each line.
///
/// The heading says in which column the name and the coordinates are; others are skipped.
public struct SensorPositions: Hashable, Sendable {
  /// The position of each sensor.
  public let positions: [String: GeographicPosition]

  /// Reads the positions in a file.
  ///
  /// - Throws: An error that names the file and the line.
  public init(contentsOf path: String) throws(DatasetError) {
    try self.init(parsing: readBytes(ofFileAt: path), path: path)
  }

  /// Reads the positions in some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - path: The name of the file, for errors.
  /// - Throws: `emptyFile`, `unexpectedValue`, `wrongFieldCount`, `badCell` or `duplicate`.
  public init(parsing bytes: [UInt8], path: String) throws(DatasetError) {
    var lines = TextLines(bytes)
    guard let heading = lines.next()?.fields.map({ TextField.shown($0).lowercased() }) else {
      throw .emptyFile(path: path)
    }
    guard let name = heading.firstIndex(of: "sensor_id"), let latitude = heading.firstIndex(of: "latitude"),
      let longitude = heading.firstIndex(of: "longitude")
    else {
      throw .unexpectedValue(
        path: path, found: "a heading of \(listed(heading))",
        expected: "one with sensor_id, latitude and longitude")
    }
    var positions: [String: GeographicPosition] = [:]
    while let line = lines.next() {
      let fields = line.fields
      guard fields.count == heading.count else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count, expected: "\(heading.count), as in the heading")
      }
      var degrees: [Double] = []
      for column in [latitude, longitude] {
        guard let value = TextField.number(fields[column]) else {
          throw .badCell(
            path: path, line: line.number, column: column + 1, cell: TextField.shown(fields[column]))
        }
        degrees.append(value)
      }
      guard let position = GeographicPosition(latitude: degrees[0], longitude: degrees[1]) else {
        throw .unexpectedValue(
          path: "\(path):\(line.number)", found: "the position \(degrees[0]), \(degrees[1])",
          expected: "a latitude in -90...90 and a longitude in -180...180")
      }
      let sensor = TextField.text(fields[name])
      guard positions.updateValue(position, forKey: sensor) == nil else {
        throw .duplicate(path: path, line: line.number, item: "the sensor \(quoted(sensor))")
      }
    }
    self.positions = positions
  }
}
