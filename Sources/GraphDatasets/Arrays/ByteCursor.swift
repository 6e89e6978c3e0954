/// A position in the bytes of a file, which moves on as values are taken.
///
/// Every step is checked against the end, so no input can make it read beyond.
struct ByteCursor {
  /// The name of the file, for errors.
  let path: String

  /// All bytes of the file.
  let bytes: [UInt8]

  /// The index of the next byte.
  private(set) var offset: Int

  /// Creates a cursor at a byte of a file.
  ///
  /// - Precondition: `offset` is in `0...bytes.count`.
  init(path: String, bytes: [UInt8], offset: Int = 0) {
    precondition(
      (0...bytes.count).contains(offset), "Offset \(offset) is outside the file's \(bytes.count) bytes.")
    self.path = path
    self.bytes = bytes
    self.offset = offset
  }

  /// The number of bytes that are left.
  var remaining: Int { bytes.count - offset }

  /// Takes the next byte.
  mutating func byte() throws(DatasetError) -> UInt8 {
    let range = try take(1)
    return bytes[range.lowerBound]
  }

  /// Takes the next `count` bytes and returns where they are.
  ///
  /// - Throws: `truncated` if `count` is negative or more than is left.
  mutating func take(_ count: Int) throws(DatasetError) -> Range<Int> {
    guard count >= 0, count <= remaining else {
      throw .truncated(path: path, byte: offset, needed: count, remaining: remaining)
    }
    let range = offset..<(offset + count)
    offset = range.upperBound
    return range
  }

  /// Takes an unsigned little-endian integer of `byteCount` bytes, at most 8.
  mutating func littleEndian(_ byteCount: Int) throws(DatasetError) -> UInt64 {
    precondition(byteCount <= 8, "An integer of \(byteCount) bytes does not fit into 8.")
    var value: UInt64 = 0
    for (place, index) in try take(byteCount).enumerated() {
      value |= UInt64(bytes[index]) << (8 * UInt64(place))
    }
    return value
  }

  /// Takes a count of `byteCount` bytes, at most 8, and returns it, or `Int.max` if it is larger.
  mutating func count(_ byteCount: Int) throws(DatasetError) -> Int {
    Int(clamping: try littleEndian(byteCount))
  }

  /// Takes the bytes up to the next line feed, which is taken too but not returned.
  mutating func line() throws(DatasetError) -> Range<Int> {
    guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw .truncated(path: path, byte: offset, needed: remaining + 1, remaining: remaining)
    }
    let range = offset..<end
    offset = end + 1
    return range
  }
}
