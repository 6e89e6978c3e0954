/// The values that a pickle holds, converted when asked.
package struct Pickle {
  /// The name of the file, for errors.
  let path: String

  /// The bytes of the file.
  let bytes: [UInt8]

  /// Everything the pickle has built.
  let store: PickleStore

  /// The value that the pickle stands for.
  let root: PickleReference

  /// Returns the pickle as an array of numbers.
  ///
  /// - Throws: `unexpectedValue` if it is something else.
  package func array() throws(DatasetError) -> NumericArray {
    try array(root)
  }

  /// Returns the pickle as a sparse matrix.
  ///
  /// - Throws: `unexpectedValue` if it is something else, `malformedPickle` if its parts do
  ///   not fit.
  package func matrix() throws(DatasetError) -> SparseRows {
    try matrix(root)
  }

  /// Returns the only element of an array of objects, as NumPy saves one object, or else the
  /// value itself.
  var soleObject: PickleReference {
    guard case .array(let index) = store[root], let array = store.arrays[index],
      array.format.kind == .object, case .list(let list) = store[array.elements],
      store.sequences[list].count == 1
    else { return root }
    return store.sequences[list][0]
  }

  func array(_ reference: PickleReference) throws(DatasetError) -> NumericArray {
    guard case .array(let index) = store[reference], let array = store.arrays[index],
      case .bytes(let string) = store[array.elements]
    else { throw unexpected(reference, expected: "an array of numbers") }
    let content = store.content(of: string, in: bytes)
    let numbers = NumericArray(
      path: path, shape: array.shape, format: array.format, isColumnMajor: array.isColumnMajor,
      bytes: storage(of: string), range: content.startIndex..<content.endIndex)
    guard let numbers else {
      throw malformed("an array of shape \(array.shape) does not fit its elements", at: array.byte)
    }
    return numbers
  }

  private func storage(of string: PickleBytes) -> [UInt8] {
    switch string {
    case .file: bytes
    case .decoded(let index): store.strings[index]
    }
  }

  func unexpected(_ reference: PickleReference, expected: String) -> DatasetError {
    .unexpectedValue(path: path, found: store[reference].name, expected: expected)
  }

  func malformed(_ problem: String, at byte: Int) -> DatasetError {
    .malformedPickle(path: path, byte: byte, problem: problem)
  }
}
