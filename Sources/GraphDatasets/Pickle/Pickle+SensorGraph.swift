extension Pickle {
  /// Returns the names and the matrix of `[names, index of each name, adjacency matrix]`, the form
  /// in which the graphs of METR-LA and PEMS-BAY are published.
  ///
  /// - Throws: `unexpectedValue` if it is something else, `countMismatch` if names and matrix do
  ///   not fit.
  package func sensorGraph() throws(DatasetError) -> SensorGraph {
    let parts = try elements(of: root, expected: "a list of names, indices and a matrix")
    guard parts.count == 3 else {
      throw .unexpectedValue(
        path: path, found: "a list of \(parts.count) values",
        expected: "names, indices and a matrix")
    }
    var sensors: [String] = []
    for name in try elements(of: parts[0], expected: "a list of sensors' names") {
      sensors.append(try sensorName(name))
    }
    let matrix = try array(parts[2])
    guard matrix.shape == [sensors.count, sensors.count] else {
      throw .unexpectedValue(
        path: path, found: "\(sensors.count) sensors and a matrix of shape \(matrix.shape)",
        expected: "a row and a column for each sensor")
    }
    try checkIndices(parts[1], of: sensors)
    return try SensorGraph(
      weights: matrix.doubles(), nodeCount: sensors.count, sensors: sensors, path: path)
  }

  private func elements(
    of reference: PickleReference, expected: String
  ) throws(DatasetError) -> [PickleReference] {
    switch store[reference] {
    case .list(let index), .tuple(let index): return store.sequences[index]
    default: throw unexpected(reference, expected: expected)
    }
  }

  private func sensorName(_ reference: PickleReference) throws(DatasetError) -> String {
    switch store[reference].textAsBytes {
    case .bytes(let name):
      let content = store.content(of: name, in: bytes)
      guard content.count <= 64 else { throw unexpected(reference, expected: "a sensor's name") }
      return TextField.text(content)
    case .integer(let number): return "\(number)"
    default: throw unexpected(reference, expected: "a sensor's name")
    }
  }

  /// Throws if the dictionary does not give each sensor its place in the list.
  private func checkIndices(_ reference: PickleReference, of sensors: [String]) throws(DatasetError) {
    guard case .dictionary(let index) = store[reference] else {
      throw unexpected(reference, expected: "a dictionary from sensors to indices")
    }
    let items = store.sequences[index]
    guard items.count == 2 * sensors.count else {
      throw .countMismatch(
        path: path, what: "indices of sensors", found: items.count / 2, expected: sensors.count)
    }
    for key in stride(from: 0, to: items.count, by: 2) {
      let name = try sensorName(items[key])
      guard case .integer(let place) = store[items[key + 1]], sensors.indices.contains(place),
        sensors[place] == name
      else {
        throw .unexpectedValue(
          path: path, found: "another index of sensor \(quoted(name))",
          expected: "its place in the list of sensors")
      }
    }
  }
}
