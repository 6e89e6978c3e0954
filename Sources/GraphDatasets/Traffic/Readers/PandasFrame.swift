/// A table with a time for each row and a name for each column, as pandas writes it to HDF5.
///
/// That is a group with `axis0` (columns), `axis1` (times) and `block0_values`, what
/// `DataFrame.to_hdf` makes by default of numbers of one type; METR-LA and PEMS-BAY come so.
package struct PandasFrame: Sendable {
  /// The name of each column.
  package let columns: [String]

  /// The time of each row.
  package let times: [LocalTime]

  /// The numbers, `[rows, columns]` in row order, rounded to single precision.
  package let values: [Float]

  /// Reads the only such table of a file.
  ///
  /// - Throws: `malformedFile`, `sizeBeyondFile` or `unexpectedValue`.
  package init(_ bytes: [UInt8], path: String) throws(DatasetError) {
    self = try HDF5File.withContents(of: bytes, path: path) { file throws(DatasetError) in
      let groups = file.names.filter { file.contains("axis0", in: $0) && file.contains("axis1", in: $0) }
      guard groups.count == 1 else {
        let tables = file.names.filter { file.contains("table", in: $0) }
        throw .unexpectedValue(
          path: path,
          found: tables.isEmpty ? "groups \(listed(file.names))" : "a pandas table in format='table'",
          expected: "one pandas table in format='fixed'")
      }
      return try PandasFrame(group: groups[0], file: file)
    }
  }

  private init(group: String, file: HDF5File) throws(DatasetError) {
    guard !file.contains("block1_values", in: group) else {
      throw .unexpectedValue(
        path: file.path, found: "columns of several types", expected: "numbers of one type")
    }
    columns = try file.withArray("axis0", in: group) { array throws(DatasetError) in try array.names() }
    if file.contains("block0_items", in: group) {
      let items = try file.withArray("block0_items", in: group) { array throws(DatasetError) in
        try array.names()
      }
      guard items == columns else {
        throw .unexpectedValue(
          path: file.path, found: "columns in another order than their names", expected: "one order")
      }
    }
    times = try file.withArray("axis1", in: group) { array throws(DatasetError) in
      try Self.times(array, path: file.path)
    }
    let shape = [times.count, columns.count]
    values = try file.withArray("block0_values", in: group) { array throws(DatasetError) in
      guard array.shape == shape else {
        throw .unexpectedValue(
          path: file.path, found: "values of shape \(array.shape)", expected: "\(shape) as of the axes")
      }
      return try array.floats()
    }
  }

  /// Returns the times of an index, which counts nanoseconds unless it says otherwise.
  private static func times(_ array: HDF5Array, path: String) throws(DatasetError) -> [LocalTime] {
    let kind = array.attribute("kind") ?? "datetime64"
    let ticks: [String: Int64] = [
      "datetime64": 1_000_000_000, "datetime64[ns]": 1_000_000_000, "datetime64[us]": 1_000_000,
      "datetime64[ms]": 1000, "datetime64[s]": 1,
    ]
    guard !array.hasAttribute("tz") else {
      throw .unexpectedValue(path: path, found: "times with a zone", expected: "times of one place, without")
    }
    guard let perSecond = ticks[kind], array.shape.count == 1 else {
      throw .unexpectedValue(
        path: path, found: "an index of kind \(quoted(kind))", expected: "one of times")
    }
    return try array.integers().map { tick in
      LocalTime(secondsSinceEpoch: Int(tick).quotientAndFloorRemainder(dividingBy: Int(perSecond)).quotient)
    }
  }
}

extension SensorSeries {
  /// Creates a series from a table that pandas has written.
  ///
  /// - Throws: What creating a series throws.
  package init(
    _ frame: PandasFrame, quantity: Quantity, absence: AbsenceMarks, path: String
  ) throws(DatasetError) {
    try self.init(
      quantity: quantity, sensors: frame.columns, times: TimeAxis(times: frame.times, path: path),
      values: frame.values, present: absence.present(frame.values), path: path)
  }

  /// Reads a table that pandas has written to an HDF5 file with `DataFrame.to_hdf`.
  ///
  /// Rows are steps, with their times for an index; columns are sensors.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - quantity: What the sensors measure.
  ///   - absence: What stands where there was no reading.
  /// - Throws: An error that says what is wrong with the file.
  public init(
    pandasFileAt path: String, quantity: Quantity, absence: AbsenceMarks = [.zeros, .blanks]
  ) throws(DatasetError) {
    try self.init(
      PandasFrame(readBytes(ofFileAt: path), path: path), quantity: quantity, absence: absence, path: path)
  }
}
