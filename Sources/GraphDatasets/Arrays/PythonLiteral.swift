/// A scanner of the few Python literals that an array header is made of.
struct PythonLiteral {
  private var cursor: ByteCursor
  private let end: Int

  /// Creates a scanner of the bytes from the cursor up to `end`.
  init(_ cursor: ByteCursor, end: Int) {
    self.cursor = cursor
    self.end = end
  }

  /// Takes a character, after any spaces.
  mutating func expect(_ character: Character) throws(DatasetError) {
    guard try skips(character) else { throw malformed("the header has no '\(character)' here") }
  }

  /// Takes a character if it is next, after any spaces.
  mutating func skips(_ character: Character) throws(DatasetError) -> Bool {
    try skipSpaces()
    guard let next, Character(Unicode.Scalar(next)) == character else { return false }
    _ = try cursor.byte()
    return true
  }

  /// Takes a quoted string without escapes.
  mutating func string() throws(DatasetError) -> ArraySlice<UInt8> {
    let quote: UInt8 = try skips("'") ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    if quote == UInt8(ascii: "\"") { try expect("\"") }
    let start = cursor.offset
    while let byte = next {
      _ = try cursor.byte()
      if byte == quote { return cursor.bytes[start..<(cursor.offset - 1)] }
    }
    throw malformed("the header has a string without an end")
  }

  /// Takes the notation of an element type.
  mutating func format() throws(DatasetError) -> ElementFormat {
    try skipSpaces()
    let byte = cursor.offset
    if next == UInt8(ascii: "[") {
      throw .unsupportedElementType(path: cursor.path, byte: byte, type: "a record")
    }
    let text = try string()
    guard let format = ElementFormat(text) else {
      throw .unsupportedElementType(
        path: cursor.path, byte: byte, type: String(decoding: text.prefix(41), as: UTF8.self))
    }
    return format
  }

  /// Takes `True` or `False`.
  mutating func boolean() throws(DatasetError) -> Bool {
    try skipSpaces()
    var word = ""
    while let byte = next, word.utf8.count < 6, byte >= UInt8(ascii: "A") {
      word.unicodeScalars.append(Unicode.Scalar(try cursor.byte()))
    }
    switch word {
    case "True": return true
    case "False": return false
    default: throw malformed("the header has neither True nor False here")
    }
  }

  /// Takes a tuple of at most 8 sizes.
  mutating func sizes() throws(DatasetError) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while try !skips(")") {
      guard sizes.count < 8 else { throw malformed("the array has more than 8 axes") }
      sizes.append(try size())
      if try !skips(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  /// Returns an error at the place reached.
  func malformed(_ problem: String) -> DatasetError {
    .malformedArray(path: cursor.path, byte: cursor.offset, problem: problem)
  }

  private mutating func size() throws(DatasetError) -> Int {
    try skipSpaces()
    var digits = ""
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), digits.utf8.count < 20 {
      digits.unicodeScalars.append(Unicode.Scalar(try cursor.byte()))
    }
    guard let size = Int(digits) else { throw malformed("the header has no size here") }
    _ = try skips("L")
    return size
  }

  private var next: UInt8? {
    cursor.offset < end ? cursor.bytes[cursor.offset] : nil
  }

  private mutating func skipSpaces() throws(DatasetError) {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\n") { _ = try cursor.byte() }
  }
}
