/// The escapes of Python's string notations.
enum PythonEscapes {
  /// Returns the bytes of the inside of a quoted byte string, or `nil` at an unknown escape.
  static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      switch rest.next() {
      case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "'"): result.append(UInt8(ascii: "'"))
      case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "x"):
        guard let value = hexadecimalValue(&rest, digits: 2) else { return nil }
        result.append(UInt8(truncatingIfNeeded: value))
      default: return nil
      }
    }
    return result
  }

  /// Returns the UTF-8 of text in raw-unicode-escape encoding, where only `\u` and `\U` are
  /// escapes and other bytes are Latin-1; `nil` at an escape that is no character.
  static func utf8(ofRawUnicode text: some Collection<UInt8>) -> [UInt8]? {
    var result = String.UnicodeScalarView()
    var bytes = ArraySlice(text)
    while let byte = bytes.popFirst() {
      let kind = bytes.first
      guard byte == UInt8(ascii: "\\"), kind == UInt8(ascii: "u") || kind == UInt8(ascii: "U") else {
        result.append(Unicode.Scalar(byte))
        continue
      }
      bytes.removeFirst()
      let digits = kind == UInt8(ascii: "u") ? 4 : 8
      var iterator = bytes.prefix(digits).makeIterator()
      guard let value = hexadecimalValue(&iterator, digits: digits), let scalar = Unicode.Scalar(value)
      else { return nil }
      bytes = bytes.dropFirst(digits)
      result.append(scalar)
    }
    return Array(String(result).utf8)
  }

  private static func hexadecimalValue(
    _ bytes: inout some IteratorProtocol<UInt8>, digits: Int
  ) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let byte = bytes.next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
