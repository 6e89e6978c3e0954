extension PickleReader {
  /// Fills the object below the top of the stack with the state on top.
  mutating func build() throws(DatasetError) {
    let state = try pop()
    switch store[try top()] {
    case .format(let index): try build(format: index, from: elements(of: state))
    case .array(let index): try build(array: index, from: elements(of: state))
    case .matrix(let index):
      guard case .dictionary = store[state] else {
        throw malformed("a sparse matrix is filled from \(store[state].name), not from a dictionary")
      }
      store.matrices[index].attributes = state
    case let other: throw malformed("\(other.name) is filled, which cannot be")
    }
  }

  /// Returns the first elements of a tuple of at most 16.
  private func elements(of reference: PickleReference) throws(DatasetError) -> [PickleReference] {
    guard case .tuple(let index) = store[reference] else {
      throw malformed("an array is filled from \(store[reference].name), not from a tuple")
    }
    let elements = store.sequences[index]
    guard elements.count <= 16 else {
      throw malformed("an array is described by a tuple of \(elements.count) elements")
    }
    return elements
  }

  /// Sets the byte order: `(version, order, subarray, names, fields, …)`.
  private mutating func build(format index: Int, from state: [PickleReference]) throws(DatasetError) {
    guard state.count >= 5, case .bytes(let bytes) = store[state[1]].textAsBytes else {
      throw malformed("an element type is filled from an unknown description")
    }
    for part in state[2...4] {
      guard case .none = store[part] else {
        throw .unsupportedElementType(path: cursor.path, byte: instructionByte, type: "a record")
      }
    }
    let mark = content(of: bytes)
    guard mark.count == 1, let first = mark.first, let order = ElementFormat.byteOrder(first) else {
      throw malformed("an element type has an unknown byte order")
    }
    store.formats[index].isBigEndian = order
  }

  /// Describes an array: `(version, shape, element type, whether column-major, elements)`.
  private mutating func build(array index: Int, from state: [PickleReference]) throws(DatasetError) {
    guard state.count == 5, case .tuple(let shapeIndex) = store[state[1]],
      case .format(let formatIndex) = store[state[2]]
    else { throw malformed("an array is filled from an unknown description") }
    let array = PickleArray(
      byte: instructionByte, shape: try extents(store.sequences[shapeIndex]),
      format: store.formats[formatIndex], isColumnMajor: isTrue(store[state[3]]), elements: state[4])
    let claimed = NumericArray.elementCount(of: array.shape)
    let perElement = array.format.kind == .object ? 1 : array.format.byteCount
    guard let claimed, let held = store.elementUnitCount(of: array, in: cursor.bytes) else {
      throw malformed("an array of shape \(array.shape) has \(store[state[4]].name) for elements")
    }
    let (units, overflow) = claimed.multipliedReportingOverflow(by: perElement)
    guard !overflow, units == held else {
      throw .sizeBeyondFile(
        path: cursor.path, byte: instructionByte,
        value: "an array of shape \(array.shape) has \(held) \(perElement == 1 ? "elements" : "bytes")")
    }
    store.arrays[index] = array
  }

  private func extents(_ references: [PickleReference]) throws(DatasetError) -> [Int] {
    var extents: [Int] = []
    for reference in references.prefix(9) {
      guard case .integer(let extent) = store[reference], extent >= 0 else {
        throw malformed("an array's shape holds \(store[reference].name), not a size")
      }
      extents.append(extent)
    }
    guard extents.count <= 8 else { throw malformed("an array has more than 8 axes") }
    return extents
  }

  private func isTrue(_ value: PickleValue) -> Bool {
    switch value {
    case .boolean(let flag): flag
    case .integer(let number): number != 0
    default: false
    }
  }
}

extension PickleStore {
  /// Returns how many bytes, or objects, an array's elements hold; `nil` if they are neither.
  func elementUnitCount(of array: PickleArray, in bytes: [UInt8]) -> Int? {
    switch (array.format.kind, self[array.elements]) {
    case (.object, .list(let index)): sequences[index].count
    case (.object, _): nil
    case (_, .bytes(let string)): content(of: string, in: bytes).count
    default: nil
    }
  }

  /// Returns the bytes of a string.
  func content(of string: PickleBytes, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    switch string {
    case .file(let range): bytes[range]
    case .decoded(let index): strings[index][...]
    }
  }
}

extension PickleValue {
  /// The value itself or, for text, its bytes: a Python 2 string may be either.
  var textAsBytes: PickleValue {
    if case .text(let bytes) = self { .bytes(bytes) } else { self }
  }
}
