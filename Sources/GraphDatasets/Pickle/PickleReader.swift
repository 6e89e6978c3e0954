/// A reader of pickles that builds arrays, matrices, lists and dictionaries, and nothing else.
///
/// It knows protocols 0 to 4 as far as NumPy and SciPy need them. Memory and time are linear
/// in the size of the file, whatever it says: values are shared by reference, counts are
/// compared with the bytes that are left, and decoded strings together may not outgrow the
/// file.
///
/// Reference: the instructions are those of Python's `pickletools` module.
package struct PickleReader {
  /// The most marks that may be open at a time.
  static let markLimit = PickleStore.depthLimit

  var cursor: ByteCursor
  var store = PickleStore()
  var memo: [Int: PickleReference] = [:]

  /// The byte of the instruction being carried out.
  var instructionByte = 0

  /// How many bytes of decoded strings the file may still yield.
  ///
  /// An honest file needs at most four times its size: one text of Latin-1 letters, which
  /// protocol 0 stores in one byte each, as UTF-8 and then as bytes.
  var decodedByteBudget: Int

  private var stack: [PickleReference] = []
  private var marks: [Int] = []

  private init(path: String, bytes: [UInt8], offset: Int) {
    cursor = ByteCursor(path: path, bytes: bytes, offset: offset)
    decodedByteBudget = 4 * bytes.count
  }

  /// Reads one pickle.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the file.
  ///   - path: The name of the file, for errors.
  ///   - offset: The byte at which the pickle starts.
  /// - Returns: The values that the pickle holds.
  /// - Throws: An error that names the byte.
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package static func read(
    _ bytes: [UInt8], path: String, from offset: Int = 0
  ) throws(DatasetError) -> Pickle {
    guard bytes.count <= fileByteLimit else {
      throw .fileTooLarge(path: path, bytes: bytes.count, limit: fileByteLimit)
    }
    var reader = PickleReader(path: path, bytes: bytes, offset: offset)
    while true {
      reader.instructionByte = reader.cursor.offset
      let code = try reader.cursor.byte()
      if code == UInt8(ascii: ".") { break }
      try reader.perform(code)
    }
    let root = try reader.pop()
    return Pickle(path: path, bytes: bytes, store: reader.store, root: root)
  }

  // MARK: Stack

  mutating func push(_ value: PickleValue) {
    stack.append(store.add(value))
  }

  mutating func push(_ reference: PickleReference) {
    stack.append(reference)
  }

  /// Takes the top of the stack, not reaching below the last mark.
  mutating func pop() throws(DatasetError) -> PickleReference {
    guard stack.count > marks.last ?? 0 else { throw malformed("the stack has no value to take") }
    return stack.removeLast()
  }

  /// Returns the top of the stack and leaves it there.
  func top() throws(DatasetError) -> PickleReference {
    guard stack.count > marks.last ?? 0, let last = stack.last else {
      throw malformed("the stack has no value to use")
    }
    return last
  }

  mutating func mark() throws(DatasetError) {
    guard marks.count < Self.markLimit else { throw nestedTooDeeply() }
    marks.append(stack.count)
  }

  /// Takes what was pushed since the last mark, and the mark.
  mutating func popToMark() throws(DatasetError) -> [PickleReference] {
    guard let mark = marks.popLast() else { throw malformed("there is no mark to go back to") }
    let elements = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return elements
  }

  // MARK: Errors

  func malformed(_ problem: String) -> DatasetError {
    .malformedPickle(path: cursor.path, byte: instructionByte, problem: problem)
  }

  func nestedTooDeeply() -> DatasetError {
    .nestedTooDeeply(path: cursor.path, byte: instructionByte, limit: PickleStore.depthLimit)
  }
}
