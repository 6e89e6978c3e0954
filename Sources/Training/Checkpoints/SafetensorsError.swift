/// A fault in the bytes of a safetensors file.
public enum SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file ends before the eight bytes that give the header's length.
  case noHeaderLength(byteCount: Int)
  /// The header's length reaches beyond the end of the file.
  case headerBeyondFile(length: UInt64, available: Int)
  /// The header is not the JSON that the format asks for.
  case headerSyntax(byte: Int, expected: String)
  /// Two tensors, two fields or two metadata keys have one name.
  case duplicateName(String)
  /// A tensor's header entry lacks a field.
  case missingField(tensor: String, field: String)
  /// A tensor has a data type that this reader does not know.
  case unknownDataType(tensor: String, found: String)
  /// A tensor's shape has more elements than memory can hold.
  case shapeTooLarge(tensor: String, shape: [Int])
  /// A tensor's byte range is reversed or leaves the data.
  case rangeOutsideData(tensor: String, lower: Int, upper: Int, available: Int)
  /// A tensor's byte range does not have the size of its shape.
  case sizeMismatch(tensor: String, shape: [Int], dataType: String, expected: Int, found: Int)
  /// Two tensors share bytes.
  case overlap(first: String, second: String)
  /// Bytes of the data belong to no tensor.
  case unclaimedBytes(lower: Int, upper: Int)

  /// What is wrong with the file, in one sentence.
  public var description: String {
    switch self {
    case .noHeaderLength(let byteCount):
      "The file has \(byteCount) bytes, but a safetensors file starts with 8 for the length of its header."
    case .headerBeyondFile(let length, let available):
      "The header should have \(length) bytes, but only \(available) follow; the file is cut short"
        + " or is not a safetensors file."
    case .headerSyntax(let byte, let expected):
      "The header is malformed at byte \(byte): expected \(expected)."
    case .duplicateName(let name):
      "The header names '\(name)' twice."
    case .missingField(let tensor, let field):
      "Tensor '\(tensor)' has no \(field)."
    case .unknownDataType(let tensor, let found):
      "Tensor '\(tensor)' has data type '\(found)', which is none of \(Self.knownTypes)."
    case .shapeTooLarge(let tensor, let shape):
      "Tensor '\(tensor)' has shape \(shape), which is more than memory can hold."
    case .rangeOutsideData(let tensor, let lower, let upper, let available):
      "Tensor '\(tensor)' lies at bytes \(lower) to \(upper), but the data has \(available) bytes."
    case .sizeMismatch(let tensor, let shape, let dataType, let expected, let found):
      "Tensor '\(tensor)' of shape \(shape) and data type \(dataType) needs \(expected) bytes,"
        + " but has \(found)."
    case .overlap(let first, let second):
      "Tensors '\(first)' and '\(second)' share bytes."
    case .unclaimedBytes(let lower, let upper):
      "Bytes \(lower) to \(upper) of the data belong to no tensor."
    }
  }

  private static var knownTypes: String {
    SafetensorsFile.DataType.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
