extension PickleReader {
  /// Carries out an instruction that pushes bytes or text.
  mutating func performString(_ code: UInt8) throws(DatasetError) -> Bool {
    switch code {
    case UInt8(ascii: "U"), UInt8(ascii: "C"): push(.bytes(.file(try counted(by: 1))))
    case UInt8(ascii: "T"), UInt8(ascii: "B"): push(.bytes(.file(try counted(by: 4))))
    case 0x8E: push(.bytes(.file(try counted(by: 8))))
    case 0x8C: push(.text(.file(try counted(by: 1))))
    case UInt8(ascii: "X"): push(.text(.file(try counted(by: 4))))
    case 0x8D: push(.text(.file(try counted(by: 8))))
    case UInt8(ascii: "S"): push(.bytes(try quotedLine()))
    case UInt8(ascii: "V"): push(.text(try unicodeLine()))
    default: return false
    }
    return true
  }

  private mutating func counted(by byteCount: Int) throws(DatasetError) -> Range<Int> {
    try cursor.take(cursor.count(byteCount))
  }

  /// Takes a line with a quoted Python 2 string, as `repr` writes it.
  private mutating func quotedLine() throws(DatasetError) -> PickleBytes {
    let range = try cursor.line()
    let text = cursor.bytes[range]
    guard text.count >= 2, let quote = text.first, quote == text.last,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { throw malformed("\(shown(range)) is not a quoted string") }
    guard let string = PythonEscapes.bytes(of: text.dropFirst().dropLast()) else {
      throw malformed("\(shown(range)) holds an unknown escape")
    }
    return try decoded(string)
  }

  /// Takes a line with text in Python's raw-unicode-escape encoding.
  private mutating func unicodeLine() throws(DatasetError) -> PickleBytes {
    let range = try cursor.line()
    guard let string = PythonEscapes.utf8(ofRawUnicode: cursor.bytes[range]) else {
      throw malformed("\(shown(range)) holds an unknown escape")
    }
    return try decoded(string)
  }

  /// Stores a decoded string, if the file's budget still covers it.
  mutating func decoded(_ string: [UInt8]) throws(DatasetError) -> PickleBytes {
    try charge(string.count)
    return store.add(string: string)
  }

  /// Counts decoded bytes against what the file may yield.
  ///
  /// One long text that is shared and decoded over and over would otherwise cost time and
  /// memory quadratic in the size of the file.
  mutating func charge(_ byteCount: Int) throws(DatasetError) {
    guard byteCount <= decodedByteBudget else {
      throw .sizeBeyondFile(
        path: cursor.path, byte: instructionByte,
        value: "decoded strings take more than \(4 * cursor.bytes.count) bytes together")
    }
    decodedByteBudget -= byteCount
  }
}
