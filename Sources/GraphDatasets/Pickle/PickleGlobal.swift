/// The Python objects that a pickle may name: what NumPy and SciPy arrays are made of.
///
/// Everything else is refused, so a pickle can build data but never call code.
enum PickleGlobal: Hashable {
  case arrayClass, arrayReconstruction, formatClass, scalar
  case rowMatrix, columnMatrix, coordinateMatrix
  case dictionary, defaultDictionary, list, tuple, text, bytes
  case integer, float, boolean, object
  case encoding, reconstruction

  /// Returns the object of a module and a name, or `nil` if it is to be refused.
  init?(module: String, name: String) {
    guard let global = Self.known[module]?[name] else { return nil }
    self = global
  }

  private static let builtins: [String: PickleGlobal] = [
    "dict": .dictionary, "list": .list, "tuple": .tuple, "str": .text, "unicode": .text,
    "bytes": .bytes, "int": .integer, "long": .integer, "float": .float, "bool": .boolean,
    "object": .object,
  ]

  private static let multiarray: [String: PickleGlobal] = [
    "_reconstruct": .arrayReconstruction, "scalar": .scalar,
  ]

  private static let rows: [String: PickleGlobal] = ["csr_matrix": .rowMatrix, "csr_array": .rowMatrix]
  private static let columns: [String: PickleGlobal] = [
    "csc_matrix": .columnMatrix, "csc_array": .columnMatrix,
  ]
  private static let coordinates: [String: PickleGlobal] = [
    "coo_matrix": .coordinateMatrix, "coo_array": .coordinateMatrix,
  ]

  private static let known: [String: [String: PickleGlobal]] = [
    "numpy": ["ndarray": .arrayClass, "dtype": .formatClass],
    "numpy.core.multiarray": multiarray, "numpy._core.multiarray": multiarray,
    "scipy.sparse.csr": rows, "scipy.sparse._csr": rows,
    "scipy.sparse.csc": columns, "scipy.sparse._csc": columns,
    "scipy.sparse.coo": coordinates, "scipy.sparse._coo": coordinates,
    "__builtin__": builtins, "builtins": builtins,
    "collections": ["defaultdict": .defaultDictionary],
    "_codecs": ["encode": .encoding],
    "copy_reg": ["_reconstructor": .reconstruction], "copyreg": ["_reconstructor": .reconstruction],
  ]
}
