/// The place of a value in a pickle's store.
struct PickleReference: Hashable {
  /// The index of the value.
  let index: Int32
}

/// One value of a pickle.
///
/// Values refer to each other by their place in a store, never by containing one another:
/// cycles are harmless, and no depth of nesting costs stack when values are made, read or
/// destroyed.
enum PickleValue {
  case none
  case boolean(Bool)
  case integer(Int)
  case float(Double)

  /// Bytes, or a Python 2 string.
  case bytes(PickleBytes)

  /// UTF-8 text.
  case text(PickleBytes)

  /// The elements are at this index of the store's sequences; a dictionary's are its keys
  /// and values in turn.
  case tuple(Int)
  case list(Int)
  case dictionary(Int)

  case global(PickleGlobal)

  /// The index of the store's formats, arrays or matrices.
  case format(Int)
  case array(Int)
  case matrix(Int)

  /// What the value is, for an error.
  var name: String {
    switch self {
    case .none: "None"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .float: "a float"
    case .bytes: "bytes"
    case .text: "text"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dictionary: "a dictionary"
    case .global: "a class or function"
    case .format: "an element type"
    case .array: "an array"
    case .matrix: "a sparse matrix"
    }
  }
}

/// Where the bytes of a string are.
enum PickleBytes: Hashable {
  /// A part of the file.
  case file(Range<Int>)

  /// A string of the store, decoded from the file.
  case decoded(Int)
}

/// What a pickle has said about an array.
struct PickleArray {
  /// The byte of the pickle at which it was said.
  let byte: Int
  let shape: [Int]
  let format: ElementFormat
  let isColumnMajor: Bool
  let elements: PickleReference
}

/// What a pickle has said about a sparse matrix.
struct PickleMatrix {
  /// How the matrix is stored: by rows, by columns or by coordinates.
  let layout: PickleGlobal

  /// The dictionary of the matrix's attributes, once it is known.
  var attributes: PickleReference?
}
