extension PickleReader {
  /// Carries out an instruction that pushes `None`, a boolean or a number.
  mutating func performNumber(_ code: UInt8) throws(DatasetError) -> Bool {
    switch code {
    case UInt8(ascii: "N"): push(.none)
    case 0x88: push(.boolean(true))
    case 0x89: push(.boolean(false))
    case UInt8(ascii: "I"): push(try integerLine())
    case UInt8(ascii: "L"): push(.integer(try decimalLine()))
    case UInt8(ascii: "F"): push(.float(try floatLine()))
    case UInt8(ascii: "J"):
      push(.integer(Int(Int32(truncatingIfNeeded: try cursor.littleEndian(4)))))
    case UInt8(ascii: "K"): push(.integer(try cursor.count(1)))
    case UInt8(ascii: "M"): push(.integer(try cursor.count(2)))
    case UInt8(ascii: "G"):
      push(.float(Double(bitPattern: try cursor.littleEndian(8).byteSwapped)))
    case 0x8A: push(.integer(try longInteger(byteCount: cursor.count(1))))
    case 0x8B: push(.integer(try longInteger(byteCount: cursor.count(4))))
    default: return false
    }
    return true
  }

  /// Takes a line with a decimal integer, perhaps with Python 2's `L` behind it.
  mutating func decimalLine() throws(DatasetError) -> Int {
    let range = try cursor.line()
    var digits = cursor.bytes[range]
    if digits.last == UInt8(ascii: "L") { digits.removeLast() }
    guard digits.count <= 20, let value = Int(String(decoding: digits, as: UTF8.self)) else {
      throw malformed("\(shown(range)) is not an integer of 64 bits")
    }
    return value
  }

  /// Takes a line with an integer; `00` and `01` are protocol 0's booleans.
  private mutating func integerLine() throws(DatasetError) -> PickleValue {
    var ahead = cursor
    let text = cursor.bytes[try ahead.line()]
    let value = try decimalLine()
    guard text.count == 2, text.first == UInt8(ascii: "0") else { return .integer(value) }
    return .boolean(value == 1)
  }

  private mutating func floatLine() throws(DatasetError) -> Double {
    let range = try cursor.line()
    guard range.count <= 64, let value = Double(String(decoding: cursor.bytes[range], as: UTF8.self))
    else { throw malformed("\(shown(range)) is not a floating-point number") }
    return value
  }

  /// Takes a two's-complement little-endian integer of up to eight bytes.
  private mutating func longInteger(byteCount: Int) throws(DatasetError) -> Int {
    guard byteCount <= 8 else { throw malformed("an integer of \(byteCount) bytes exceeds 64 bits") }
    guard byteCount > 0 else { return 0 }
    let unused = UInt64(64 - 8 * byteCount)
    let bits = try cursor.littleEndian(byteCount)
    return Int(Int64(bitPattern: bits << unused) >> Int64(unused))
  }

  /// Returns a part of the file as an error shows it.
  func shown(_ range: Range<Int>) -> String {
    quoted(String(decoding: cursor.bytes[range].prefix(41), as: UTF8.self))
  }
}
