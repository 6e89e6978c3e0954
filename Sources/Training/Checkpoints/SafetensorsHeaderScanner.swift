/// Reads the JSON header of a safetensors file.
///
/// The format allows two levels of objects and nothing else, so the scanner knows exactly
/// those: there is no recursion that a hostile file could drive.
struct SafetensorsHeaderScanner {
  /// One array as the header describes it, unchecked.
  struct Entry: Equatable {
    let name: String
    let dataType: String
    let shape: [Int]
    let lower: Int
    let upper: Int
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Creates a scanner over the header's bytes, a slice whose indices are the file's.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.position = bytes.startIndex
  }

  /// Reads the whole header.
  mutating func header() throws(SafetensorsError) -> (metadata: [String: String], entries: [Entry]) {
    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    try object { (scanner, name) throws(SafetensorsError) in
      if name == "__metadata__" {
        try scanner.object { (scanner, key) throws(SafetensorsError) in
          metadata[key] = try scanner.string()
        }
      } else {
        entries.append(try scanner.entry(named: name))
      }
    }
    skipSpace()
    guard position == bytes.endIndex else { throw fault("the end of the header") }
    return (metadata, entries)
  }

  private mutating func entry(named name: String) throws(SafetensorsError) -> Entry {
    var dataType: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { (scanner, field) throws(SafetensorsError) in
      switch field {
      case "dtype": dataType = try scanner.string()
      case "shape": shape = try scanner.naturalNumbers()
      case "data_offsets": offsets = try scanner.naturalNumbers()
      default: throw scanner.fault("dtype, shape or data_offsets before this value")
      }
    }
    guard let dataType else { throw .missingField(tensor: name, field: "dtype") }
    guard let shape else { throw .missingField(tensor: name, field: "shape") }
    guard let offsets, offsets.count == 2 else {
      throw .missingField(tensor: name, field: "data_offsets of two numbers")
    }
    return Entry(
      name: name, dataType: dataType, shape: shape, lower: offsets[0], upper: offsets[1])
  }

  /// Reads `{"key": value, …}`, with a reader for each value; keys are unique.
  private mutating func object(
    _ value: (inout SafetensorsHeaderScanner, String) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    try expect("{")
    if accept("}") { return }
    var keys: Set<String> = []
    repeat {
      let key = try string()
      guard keys.insert(key).inserted else { throw .duplicateName(key) }
      try expect(":")
      skipSpace()
      try value(&self, key)
    } while accept(",")
    try expect("}", or: "','")
  }

  /// Reads `[1, 2, …]`.
  private mutating func naturalNumbers() throws(SafetensorsError) -> [Int] {
    try expect("[")
    var numbers: [Int] = []
    if accept("]") { return numbers }
    repeat { numbers.append(try naturalNumber()) } while accept(",")
    try expect("]", or: "','")
    return numbers
  }

  private mutating func naturalNumber() throws(SafetensorsError) -> Int {
    skipSpace()
    let start = position
    while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Int(digits) else {
      position = start
      throw fault("a whole number from 0 to \(Int.max)")
    }
    return number
  }

  private mutating func string() throws(SafetensorsError) -> String {
    try expect("\"", or: "a string")
    var content: [UInt8] = []
    let start = position
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          position = start
          throw fault("a string in UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): content += try escaped()
      case 0..<0x20:
        position -= 1
        throw fault("no control character in a string")
      default: content.append(byte)
      }
    }
    throw fault("the end of a string")
  }

  /// Reads what follows a backslash.
  private mutating func escaped() throws(SafetensorsError) -> [UInt8] {
    guard position < bytes.endIndex else { throw fault("an escaped character") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicodeScalar()
    default:
      position -= 1
      throw fault("one of \" \\ / b f n r t u after a backslash")
    }
  }

  private mutating func unicodeScalar() throws(SafetensorsError) -> [UInt8] {
    var units = [try codeUnit()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard accept("\\", afterSpace: false), accept("u", afterSpace: false) else {
        throw fault("the second half of a surrogate pair")
      }
      units.append(try codeUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw fault("a Unicode character before this place")
    }
    return Array(text.utf8)
  }

  private mutating func codeUnit() throws(SafetensorsError) -> UInt16 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16)
    else { throw fault("four hexadecimal digits") }
    position += 4
    return unit
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func accept(_ character: Unicode.Scalar, afterSpace: Bool = true) -> Bool {
    if afterSpace { skipSpace() }
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(
    _ character: Unicode.Scalar, or alternative: String? = nil
  ) throws(SafetensorsError) {
    guard accept(character) else {
      throw fault(alternative.map { "\($0) or '\(character)'" } ?? "'\(character)'")
    }
  }

  private func fault(_ expected: String) -> SafetensorsError {
    .headerSyntax(byte: position, expected: expected)
  }
}
