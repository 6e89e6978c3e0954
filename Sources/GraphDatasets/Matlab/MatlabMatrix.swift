/// One array of a MATLAB file: its name, what it holds, its shape and its numbers.
struct MatlabMatrix {
  /// The name of the array.
  let name: String

  private var elements: MatlabElements
  private let flags: Range<Int>
  private let shape: Range<Int>

  /// Reads what stands before the numbers.
  ///
  /// - Throws: `malformedFile` or `truncated`.
  init(_ elements: MatlabElements) throws(DatasetError) {
    var elements = elements
    flags = try elements.next().data
    shape = try elements.next().data
    let name = try elements.next().data
    guard flags.count == 8, (4...32).contains(shape.count), shape.count % 4 == 0, name.count <= 256 else {
      throw elements.malformed(
        "an array is described by \(flags.count), \(shape.count) and \(name.count) bytes")
    }
    self.name = String(decoding: elements.cursor.bytes[name], as: UTF8.self)
    self.elements = elements
  }

  /// Returns the numbers, which may be stored in a smaller type than MATLAB computes with.
  ///
  /// - Throws: `unexpectedValue` if these are no real numbers, `malformedFile` or `truncated`.
  func numbers() throws(DatasetError) -> NumericArray {
    var elements = elements
    let (bytes, path) = (elements.cursor.bytes, elements.cursor.path)
    let order = elements.isBigEndian ? ">" : "<"
    guard let word = ElementFormat((order + "u4").utf8), let extent = ElementFormat((order + "i4").utf8)
    else {
      preconditionFailure("Words of four bytes are a known element type.")
    }
    let flag = word.bits(in: bytes, at: flags.lowerBound)
    // Classes 6 to 15 are double, single, and integers of 1 to 8 bytes; 0x800 marks complex numbers.
    guard (6...15).contains(flag & 0xFF), flag & 0x800 == 0 else {
      throw .unexpectedValue(
        path: path, found: "\(quoted(name)), which holds no real numbers", expected: "an array of numbers")
    }
    let extents = stride(from: shape.lowerBound, to: shape.upperBound, by: 4).map {
      extent.integer(ofBits: extent.bits(in: bytes, at: $0)) ?? -1
    }
    let (type, data) = try elements.next()
    guard let notation = Self.notations[type], let format = ElementFormat((order + notation).utf8) else {
      throw elements.malformed("the numbers of \(quoted(name)) are of the unknown type \(type)")
    }
    let array = NumericArray(
      path: path, shape: extents, format: format, isColumnMajor: true, bytes: bytes, range: data)
    guard let array else {
      throw elements.malformed("\(quoted(name)) of shape \(extents) has \(data.count) bytes of numbers")
    }
    return array
  }

  /// NumPy's notation of the file's types of numbers.
  private static let notations: [Int: String] = [
    1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8",
  ]
}
