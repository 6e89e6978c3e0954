/// The contents of an `.npy` file: numbers, or Python objects in a pickle.
package enum NpyFile {
  /// An array of numbers.
  case numbers(NumericArray)

  /// An array of Python objects.
  case objects(Pickle)

  /// Reads a file in version 1, 2 or 3 of the format.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the file.
  ///   - path: The name of the file, for errors.
  /// - Throws: An error that names the byte.
  package init(_ bytes: [UInt8], path: String) throws(DatasetError) {
    var cursor = ByteCursor(path: path, bytes: bytes)
    let header = try NpyHeader(&cursor)
    guard header.format.kind != .object else {
      self = .objects(try PickleReader.read(bytes, path: path, from: header.end))
      return
    }
    let count = NumericArray.elementCount(of: header.shape)
    let size = count?.multipliedReportingOverflow(by: header.format.byteCount)
    guard let size, !size.overflow, size.partialValue <= cursor.remaining else {
      throw .sizeBeyondFile(path: path, byte: header.end, value: "an array of shape \(header.shape)")
    }
    let array = NumericArray(
      path: path, shape: header.shape, format: header.format, isColumnMajor: header.isColumnMajor,
      bytes: bytes, range: header.end..<(header.end + size.partialValue))
    guard let array else {
      throw .malformedArray(path: path, byte: header.end, problem: "shape and elements do not fit")
    }
    self = .numbers(array)
  }

  /// Returns the array of numbers.
  ///
  /// - Throws: `unexpectedValue` if the file holds objects.
  package func array(path: String) throws(DatasetError) -> NumericArray {
    switch self {
    case .numbers(let array): array
    case .objects: throw .unexpectedValue(path: path, found: "an array of objects", expected: "numbers")
    }
  }

  /// Returns the sparse matrix that the file holds as its only object.
  ///
  /// - Throws: `unexpectedValue` if the file holds something else.
  package func matrix(path: String) throws(DatasetError) -> SparseRows {
    switch self {
    case .objects(let pickle): try pickle.matrix(pickle.soleObject)
    case .numbers:
      throw .unexpectedValue(path: path, found: "an array of numbers", expected: "a sparse matrix")
    }
  }
}
