/// Everything that a pickle has built.
struct PickleStore {
  /// The deepest nesting that is accepted.
  static let depthLimit = 256

  /// The values; references are indices.
  private(set) var values: [PickleValue] = []

  /// How deep each value's contents were nested when they were added.
  private var depths: [UInt16] = []

  /// The elements of tuples, lists and dictionaries.
  private(set) var sequences: [[PickleReference]] = []

  /// The strings that are not in the file as they are.
  private(set) var strings: [[UInt8]] = []

  /// The element types.
  var formats: [ElementFormat] = []

  /// The arrays; `nil` until the pickle has described them.
  var arrays: [PickleArray?] = []

  /// The sparse matrices.
  var matrices: [PickleMatrix] = []

  /// Returns the value of a reference.
  subscript(reference: PickleReference) -> PickleValue {
    values[Int(reference.index)]
  }

  /// Adds a value and returns its place.
  mutating func add(_ value: PickleValue) -> PickleReference {
    values.append(value)
    depths.append(0)
    return PickleReference(index: Int32(values.count - 1))
  }

  /// Adds a sequence and returns its place, or `nil` if it would be nested too deeply.
  mutating func add(
    _ elements: some Collection<PickleReference>, as make: (Int) -> PickleValue
  ) -> PickleReference? {
    guard let depth = depth(around: elements) else { return nil }
    sequences.append(Array(elements))
    let reference = add(make(sequences.count - 1))
    depths[Int(reference.index)] = depth
    return reference
  }

  /// Adds a decoded string and returns its place.
  mutating func add(string: [UInt8]) -> PickleBytes {
    strings.append(string)
    return .decoded(strings.count - 1)
  }

  /// Appends to a list or dictionary; false if it would be nested too deeply.
  mutating func append(
    _ elements: some Collection<PickleReference>, toSequence index: Int, of container: PickleReference
  ) -> Bool {
    guard let depth = depth(around: elements) else { return false }
    sequences[index].append(contentsOf: elements)
    depths[Int(container.index)] = max(depths[Int(container.index)], depth)
    return true
  }

  private func depth(around elements: some Collection<PickleReference>) -> UInt16? {
    var depth: UInt16 = 0
    for element in elements {
      depth = max(depth, depths[Int(element.index)] + 1)
    }
    return depth <= Self.depthLimit ? depth : nil
  }
}
