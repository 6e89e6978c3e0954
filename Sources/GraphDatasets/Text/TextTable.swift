/// A text file of lines with fields, read without copying them.
///
/// Empty lines, and what follows a `#`, are left out. Lines end with a line feed, perhaps after a
/// carriage return; a byte-order mark at the start is skipped.
package struct TextTable {
  /// What stands between the fields of a line.
  package enum Separator: Sendable, Hashable {
    /// A comma; spaces around a field are not part of it.
    case comma

    /// Spaces or tabs, one or more.
    case whiteSpace
  }

  private let file: SourceFile
  private let separator: Separator

  /// Creates a table from a file.
  package init(_ file: SourceFile, separator: Separator) {
    self.file = file
    self.separator = separator
  }

  /// Creates a table whose lines are split at commas if the first with data has one, and at white
  /// space otherwise.
  package init(_ file: SourceFile) {
    self.file = file
    var lines = TextLines(file.bytes)
    let first = lines.next()
    separator = first?.text.contains(UInt8(ascii: ",")) == true ? .comma : .whiteSpace
  }

  /// Calls a closure with each line that has data.
  ///
  /// - Throws: What the closure throws, or `emptyFile` if there is no such line.
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package func forEachRow(_ body: (TextRow) throws(DatasetError) -> Void) throws(DatasetError) {
    var lines = TextLines(file.bytes)
    var isEmpty = true
    while let (number, text) = lines.next() {
      isEmpty = false
      try body(TextRow(path: file.path, line: number, fields: fields(of: text)))
    }
    if isEmpty { throw .emptyFile(path: file.path) }
  }

  private func fields(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    switch separator {
    case .comma:
      text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(trimmed)
    case .whiteSpace:
      text.split(whereSeparator: isBlank)
    }
  }
}

/// The lines of a text that hold data, with their numbers.
struct TextLines {
  private let bytes: [UInt8]
  private var offset: Int
  private var number = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Returns the next line that is not empty without its comment, and its number from 1.
  mutating func next() -> (number: Int, text: ArraySlice<UInt8>)? {
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[offset..<end]
      offset = end + 1
      number += 1
      let comment = line.firstIndex(of: UInt8(ascii: "#")) ?? end
      let text = trimmed(line[..<comment])
      if !text.isEmpty { return (number, text) }
    }
    return nil
  }
}

/// Returns whether a byte is a space, a tab or a carriage return.
private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
}

/// Returns a text without blanks at its ends.
private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard let first = text.firstIndex(where: { !isBlank($0) }),
    let last = text.lastIndex(where: { !isBlank($0) })
  else { return text.prefix(0) }
  return text[first...last]
}
