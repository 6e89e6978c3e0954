/// What the fields of text files mean.
enum TextField {
  /// Returns whether a byte is a space, a tab or a carriage return.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// Returns a field without the spaces around it.
  static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var field = field
    while let first = field.first, isSpace(first) { field.removeFirst() }
    while let last = field.last, isSpace(last) { field.removeLast() }
    return field
  }

  /// Returns a field of decimal digits as a number from zero up, or `nil`.
  static func index(_ field: ArraySlice<UInt8>) -> Int? {
    guard (1...18).contains(field.count) else { return nil }
    var value = 0
    for byte in field {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = 10 * value + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Returns a field in decimal notation as a finite number, or `nil`.
  ///
  /// Swift's own notation is wider: it knows `nan`, `inf` and hexadecimal numbers.
  static func number(_ field: ArraySlice<UInt8>) -> Double? {
    if field.count <= 15, let index = index(field) { return Double(index) }
    let isDecimal = field.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard field.count <= 400, isDecimal, let value = Double(text(field)), value.isFinite else { return nil }
    return value
  }

  /// Returns a field as text.
  static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field, as: UTF8.self)
  }

  /// Returns as much of a field as an error shows.
  static func shown(_ field: ArraySlice<UInt8>) -> String {
    text(field.prefix(164))
  }
}
