import CZlib

/// The elements in a part of a MATLAB file, one behind the other.
struct MatlabElements {
  /// The types of elements that are told apart here.
  private enum ElementType {
    static let matrix = 14
    static let compressed = 15
  }

  /// The position of the next element; its bytes are the file's, or those of an unpacked element.
  private(set) var cursor: ByteCursor

  /// Whether the most significant byte comes first.
  let isBigEndian: Bool

  init(_ cursor: ByteCursor, isBigEndian: Bool) {
    self.cursor = cursor
    self.isBigEndian = isBigEndian
  }

  /// The most bytes that elements together may unpack to; see ``NpzArchive/memberByteLimit``.
  var unpackedByteLimit: Int { min(max(1 << 26, 100 * cursor.bytes.count), fileByteLimit) }

  /// Takes the next element and returns its type and where its data are.
  mutating func next() throws(DatasetError) -> (type: Int, data: Range<Int>) {
    let first = try word()
    // A small element has its size in the upper half of its type, and its data in four bytes.
    if first >> 16 != 0 {
      let data = try cursor.take(4)
      guard first >> 16 <= 4 else { throw malformed("a small element claims \(first >> 16) bytes") }
      return (first & 0xFFFF, data.lowerBound..<(data.lowerBound + first >> 16))
    }
    let data = try cursor.take(word())
    let padding = (8 - data.count % 8) % 8
    // Compressed elements are not padded, and the last element need not be.
    if first != ElementType.compressed { _ = try cursor.take(min(padding, cursor.remaining)) }
    return (first, data)
  }

  /// Takes elements up to the next array, unpacks it if need be, and returns its elements.
  ///
  /// - Parameter byteBudget: How many bytes elements may still unpack to; what is unpacked is taken
  ///   off.
  /// - Returns: The elements, or `nil` at the end of the file.
  /// - Throws: `malformedFile`, `truncated` or `memberTooLarge`.
  mutating func nextMatrix(byteBudget: inout Int) throws(DatasetError) -> MatlabElements? {
    while cursor.remaining > 0 {
      let (type, data) = try next()
      switch type {
      case ElementType.matrix:
        return part(cursor.bytes, data)
      case ElementType.compressed:
        let bytes = try unpacked(data, byteBudget: &byteBudget)
        var inner = MatlabElements(ByteCursor(path: cursor.path, bytes: bytes), isBigEndian: isBigEndian)
        let (type, data) = try inner.next()
        if type == ElementType.matrix { return inner.part(bytes, data) }
      default: continue
      }
    }
    return nil
  }

  /// Returns the elements in a part of some bytes, of which none reaches beyond it.
  private func part(_ bytes: [UInt8], _ range: Range<Int>) -> MatlabElements {
    MatlabElements(
      ByteCursor(path: cursor.path, bytes: Array(bytes[range])), isBigEndian: isBigEndian)
  }

  /// Returns what a compressed element unpacks to, which says in its second word how much it is.
  private func unpacked(
    _ range: Range<Int>, byteBudget: inout Int
  ) throws(DatasetError) -> [UInt8] {
    let tagByteCount = 8
    var tag = MatlabElements(
      ByteCursor(path: cursor.path, bytes: inflated(range, byteCount: tagByteCount).bytes),
      isBigEndian: isBigEndian)
    guard tag.cursor.remaining == tagByteCount else { throw malformed("a compressed element is damaged") }
    _ = try tag.word()
    let byteCount = tagByteCount + (try tag.word())
    guard byteCount <= byteBudget else {
      throw .memberTooLarge(
        path: cursor.path, member: "an array", bytes: byteCount, limit: byteBudget)
    }
    byteBudget -= byteCount
    let (bytes, isWhole) = inflated(range, byteCount: byteCount)
    guard isWhole, bytes.count == byteCount else { throw malformed("a compressed element is damaged") }
    return bytes
  }

  /// Returns up to so many unpacked bytes, and whether they are all and their checksum is right.
  private func inflated(_ range: Range<Int>, byteCount: Int) -> (bytes: [UInt8], isWhole: Bool) {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      cursor.bytes.withUnsafeBufferPointer { source in
        var written = uLong(byteCount)
        // Where there is more, zlib fills the buffer and says that it is too small.
        let status = uncompress(
          buffer.baseAddress, &written, source.baseAddress?.advanced(by: range.lowerBound),
          uLong(range.count))
        isWhole = status == Z_OK
        count = status == Z_OK || status == Z_BUF_ERROR ? min(Int(written), byteCount) : 0
      }
    }
    return (bytes, isWhole)
  }

  private mutating func word() throws(DatasetError) -> Int {
    let value = UInt32(truncatingIfNeeded: try cursor.littleEndian(4))
    return Int(isBigEndian ? value.byteSwapped : value)
  }

  func malformed(_ problem: String) -> DatasetError {
    .malformedFile(path: cursor.path, format: "MATLAB", problem: problem)
  }
}
