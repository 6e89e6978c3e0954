/// The header of an `.npy` file: a Python dictionary in text.
///
/// Reference: R. Kern, "A Simple File Format for NumPy Arrays", NumPy Enhancement Proposal 1.
struct NpyHeader {
  let format: ElementFormat
  let isColumnMajor: Bool
  let shape: [Int]

  /// The byte after the header, where the elements start.
  let end: Int

  /// The longest header that is read.
  private static let byteLimit = 1 << 16

  /// Reads the header at the cursor.
  init(_ cursor: inout ByteCursor) throws(DatasetError) {
    let start = cursor.offset
    let magic = try cursor.take(6)
    guard Array(cursor.bytes[magic]) == [0x93] + Array("NUMPY".utf8) else {
      throw .malformedArray(
        path: cursor.path, byte: start, problem: "the file does not start like a NumPy array")
    }
    let version = try cursor.byte()
    guard (1...3).contains(version) else {
      throw .malformedArray(
        path: cursor.path, byte: start + 6, problem: "version \(version) of the format is not known")
    }
    _ = try cursor.byte()
    let length = try cursor.count(version == 1 ? 2 : 4)
    guard length <= Self.byteLimit else {
      throw .sizeBeyondFile(path: cursor.path, byte: start + 8, value: "a header of \(length) bytes")
    }
    let text = try cursor.take(length)
    end = cursor.offset
    var literal = PythonLiteral(
      ByteCursor(path: cursor.path, bytes: cursor.bytes, offset: text.lowerBound), end: end)
    var format: ElementFormat?
    var isColumnMajor: Bool?
    var shape: [Int]?
    try literal.expect("{")
    while try !literal.skips("}") {
      let key = try literal.string()
      try literal.expect(":")
      switch String(decoding: key.prefix(16), as: UTF8.self) {
      case "descr": format = try literal.format()
      case "fortran_order": isColumnMajor = try literal.boolean()
      case "shape": shape = try literal.sizes()
      default:
        let shown = quoted(String(decoding: key.prefix(41), as: UTF8.self))
        throw literal.malformed("the header has the unknown key \(shown)")
      }
      if try !literal.skips(",") {
        try literal.expect("}")
        break
      }
    }
    guard let format, let isColumnMajor, let shape else {
      throw literal.malformed("the header lacks 'descr', 'fortran_order' or 'shape'")
    }
    self.format = format
    self.isColumnMajor = isColumnMajor
    self.shape = shape
  }
}
