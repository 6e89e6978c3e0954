/// The lines of a text file that hold data: blank lines and comments are left out.
struct TextLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var offset: Int
  private var number = 0

  /// Creates the lines of a file; a byte-order mark at its start is skipped.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Returns the next line that is neither blank nor starts with `#`, without its end.
  mutating func next() -> TextLine? {
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = TextField.trimmed(bytes[offset..<end])
      offset = Swift.min(end + 1, bytes.count)
      number += 1
      if let first = line.first, first != UInt8(ascii: "#") { return TextLine(number: number, content: line) }
    }
    return nil
  }
}

/// One line of a text file.
struct TextLine {
  /// The number of the line, from 1.
  let number: Int

  /// The bytes of the line without spaces around them.
  let content: ArraySlice<UInt8>

  /// The fields: between commas if there are any, else between spaces and tabs.
  var fields: [ArraySlice<UInt8>] {
    guard content.contains(UInt8(ascii: ",")) else {
      return content.split(whereSeparator: TextField.isSpace)
    }
    return content.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map(TextField.trimmed)
  }
}
