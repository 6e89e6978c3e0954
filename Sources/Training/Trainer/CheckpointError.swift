/// Why a run cannot go on from a checkpoint.
///
/// Each error comes before anything of the trainer has changed.
public enum CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operating system would not read the file.
  case unreadable(FileError)

  /// The bytes are not a safetensors file.
  case malformed(path: String, SafetensorsError)

  /// The file is a safetensors file of another program.
  case notACheckpoint(path: String)

  /// The file was written by a version of the library that this one does not know.
  case unknownVersion(path: String, found: String, known: String)

  /// The file belongs to another model or data set.
  case otherModel(path: String, found: String, expected: String)

  /// The file was written with another optimizer or other numbers for it.
  case otherOptimizer(path: String, found: String, expected: String)

  /// A piece of the metadata is missing.
  case missingField(path: String, field: String)

  /// A piece of the metadata makes no sense.
  case invalidField(path: String, field: String, found: String)

  /// The content is not the one that was written.
  case wrongChecksum(path: String, found: String, expected: String)

  /// Arrays are missing.
  case missingTensors(path: String, names: [String])

  /// There are arrays that the model and the optimizer do not have.
  case unexpectedTensors(path: String, names: [String])

  /// An array has another shape or scalar type than the model's.
  case wrongTensor(path: String, name: String, found: String, expected: String)

  /// What is wrong, where, and what to do, in one line.
  public var description: String {
    switch self {
    case .unreadable(let error):
      "\(error)"
    case .malformed(let path, let error):
      "\(path) is damaged. \(error) \(Self.startAfresh)"
    case .notACheckpoint(let path):
      "\(path) is no checkpoint of a training run. \(Self.startAfresh)"
    case .unknownVersion(let path, let found, let known):
      "\(path) has version '\(found)' of the checkpoint format, but this program reads version \(known)."
        + " Use the program that wrote it, or start a new run."
    case .otherModel(let path, let found, let expected):
      "\(path) holds the model '\(found)', but this run trains '\(expected)'."
        + " Ask for the model of the file, or give another file."
    case .otherOptimizer(let path, let found, let expected):
      "\(path) was written with \(found), but this run uses \(expected)."
        + " Ask for the optimizer of the file, or give another file."
    case .missingField(let path, let field):
      "\(path) is damaged. Its metadata lack '\(field)'. \(Self.startAfresh)"
    case .invalidField(let path, let field, let found):
      "\(path) is damaged. Its metadata give '\(found)' for '\(field)'. \(Self.startAfresh)"
    case .wrongChecksum(let path, let found, let expected):
      "\(path) is damaged. Its content has checksum \(found), but was written with \(expected)."
        + " \(Self.startAfresh)"
    case .missingTensors(let path, let names):
      "\(path) lacks \(Self.list(names)), which this run needs. \(Self.startAfresh)"
    case .unexpectedTensors(let path, let names):
      "\(path) holds \(Self.list(names)), which this run does not have. \(Self.startAfresh)"
    case .wrongTensor(let path, let name, let found, let expected):
      "\(path) holds '\(name)' as \(found), but this run needs \(expected)."
        + " Ask for the model of the file, or give another file."
    }
  }

  private static let startAfresh = "Give another file, or start a new run."

  /// The first names in quotes, and how many follow.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more tensors" : shown
  }
}
