extension TextField {
  /// Returns a field such as `2012-03-01 00:05:00` or `2012-03-01T00:05` as a time, or `nil`.
  static func time(_ field: ArraySlice<UInt8>) -> LocalTime? {
    let field = unquoted(field)
    guard (16...29).contains(field.count) else { return nil }
    let parts = field.split(maxSplits: 1) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }
    guard parts.count == 2 else { return nil }
    let date = parts[0].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    var clock = parts[1].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard date.count == 3, (2...3).contains(clock.count) else { return nil }
    // pandas may write fractions of a second, which are all zeros.
    if clock.count == 3, let point = clock[2].firstIndex(of: UInt8(ascii: ".")) {
      guard clock[2][(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
      clock[2] = clock[2][..<point]
    }
    let numbers = (date + clock).compactMap(index)
    guard numbers.count == date.count + clock.count else { return nil }
    return LocalTime(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers.count == 6 ? numbers[5] : 0)
  }

  /// Returns a field without the quotation marks around it.
  static func unquoted(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard field.count >= 2, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") else {
      return field
    }
    return field.dropFirst().dropLast()
  }
}
