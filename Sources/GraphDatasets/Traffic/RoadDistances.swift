/// The distances from sensors to others along the roads.
///
/// In text they are `from,to,cost` on each line, under a heading.
public struct RoadDistances: Hashable, Sendable {
  /// The sensor that each distance starts from.
  public let sources: [String]

  /// The sensor that each distance leads to.
  public let targets: [String]

  /// The distances, finite and not negative, in any one unit.
  public let distances: [Double]

  /// Creates distances from their parts.
  ///
  /// - Throws: `countMismatch`, or `unexpectedValue` for a distance that is none.
  public init(
    sources: [String], targets: [String], distances: [Double], path: String
  ) throws(DatasetError) {
    for ends in [sources, targets] where ends.count != distances.count {
      throw .countMismatch(
        path: path, what: "ends of distances", found: ends.count, expected: distances.count)
    }
    if let distance = distances.first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .unexpectedValue(
        path: path, found: "the distance \(distance)", expected: "finite distances from 0 up")
    }
    self.sources = sources
    self.targets = targets
    self.distances = distances
  }

  /// Reads the distances in a file.
  ///
  /// - Throws: An error that names the file and the line.
  public init(contentsOf path: String) throws(DatasetError) {
    try self.init(parsing: readBytes(ofFileAt: path), path: path)
  }

  /// Reads the distances in some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - path: The name of the file, for errors.
  /// - Throws: `wrongFieldCount`, `badCell` or `emptyFile`, besides what creating distances throws.
  public init(parsing bytes: [UInt8], path: String) throws(DatasetError) {
    var (sources, targets, distances): ([String], [String], [Double]) = ([], [], [])
    var isHeading = true
    for line in TextLines(bytes) {
      let fields = line.fields
      guard fields.count == 3 else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count, expected: "a source, a target and a distance")
      }
      defer { isHeading = false }
      guard let distance = TextField.number(fields[2]), distance >= 0 else {
        if isHeading { continue }
        throw .badCell(path: path, line: line.number, column: 3, cell: TextField.shown(fields[2]))
      }
      sources.append(TextField.text(fields[0]))
      targets.append(TextField.text(fields[1]))
      distances.append(distance)
    }
    guard !distances.isEmpty else { throw .emptyFile(path: path) }
    try self.init(sources: sources, targets: targets, distances: distances, path: path)
  }
}
