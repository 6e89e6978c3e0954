/// A MATLAB 5 file, of which arrays of real numbers can be read by name.
///
/// The file is a list of elements, each with its type and its size; compressed ones are unpacked up to
/// a limit. Everything but arrays of numbers is skipped.
///
/// Reference: The MathWorks, "MAT-File Format", R2019b, chapter 1, "Level 5 MAT-File Format".
package struct MatlabFile {
  private let elements: MatlabElements

  /// Looks at the heading of a file.
  ///
  /// - Throws: `malformedFile`.
  package init(_ bytes: [UInt8], path: String) throws(DatasetError) {
    let headingByteCount = 128
    let mark = bytes.count >= headingByteCount ? Array(bytes[124..<128]) : []
    // Version 1.0, and the letters MI as the writer's machine stored them.
    let isBigEndian = mark == [1, 0] + Array("MI".utf8)
    guard isBigEndian || mark == [0, 1] + Array("IM".utf8) else {
      throw .malformedFile(
        path: path, format: "MATLAB",
        problem: "it does not start like one of version 5; save it with '-v6' or '-v7'")
    }
    elements = MatlabElements(
      ByteCursor(path: path, bytes: bytes, offset: headingByteCount), isBigEndian: isBigEndian)
  }

  /// Reads an array of numbers.
  ///
  /// - Throws: `missingMember`, `malformedFile`, `truncated`, `unexpectedValue` or `memberTooLarge`.
  /// - Complexity: O(*n*), where *n* is the number of bytes that the file unpacks to.
  package func array(_ name: String) throws(DatasetError) -> NumericArray {
    var elements = elements
    var names: [String] = []
    var byteBudget = elements.unpackedByteLimit
    while let matrix = try elements.nextMatrix(byteBudget: &byteBudget) {
      let array = try MatlabMatrix(matrix)
      if array.name == name { return try array.numbers() }
      names.append(array.name)
    }
    throw .missingMember(path: elements.cursor.path, member: name, found: names)
  }
}
