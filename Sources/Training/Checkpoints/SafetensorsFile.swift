/// Named arrays of numbers and a few strings, in the safetensors format.
///
/// A file is eight bytes with the length of the header (little-endian), the header in JSON,
/// and the elements of all arrays, row by row in little-endian order. The header maps each
/// name to its data type, shape and byte range, and `__metadata__` to strings.
///
/// Reference: Hugging Face, "Safetensors", format description, version 0.4,
/// <https://github.com/huggingface/safetensors>.
public struct SafetensorsFile: Equatable, Sendable {
  /// The element types that a file may hold here.
  public enum DataType: String, CaseIterable, Sendable {
    /// IEEE 754 numbers of 64 bits.
    case float64 = "F64"
    /// Signed integers of 64 bits.
    case int64 = "I64"
    /// IEEE 754 numbers of 32 bits.
    case float32 = "F32"

    /// The size of one element in bytes.
    public var byteCount: Int {
      switch self {
      case .float64, .int64: 8
      case .float32: 4
      }
    }
  }

  /// One named array.
  public struct Entry: Equatable, Sendable {
    /// The name, unique in its file.
    public let name: String
    /// The type of the elements.
    public let dataType: DataType
    /// The extent of each axis; empty for a single number.
    public let shape: [Int]
    /// The elements, little-endian, the last axis running fastest.
    public let bytes: [UInt8]

    /// Creates an array.
    ///
    /// - Precondition: `bytes` has the size that `shape` and `dataType` ask for.
    public init(name: String, dataType: DataType, shape: [Int], bytes: [UInt8]) {
      let size = shape.reduce(dataType.byteCount, *)
      precondition(
        bytes.count == size,
        "Array '\(name)' of shape \(shape) needs \(size) bytes, but \(bytes.count) were given.")
      self.name = name
      self.dataType = dataType
      self.shape = shape
      self.bytes = bytes
    }
  }

  /// Strings beside the arrays.
  public var metadata: [String: String]

  /// The arrays, in the order in which they were added or lie in the file.
  public private(set) var entries: [Entry] = []

  private var positions: [String: Int] = [:]

  /// Creates a file without arrays.
  public init(metadata: [String: String] = [:]) {
    self.metadata = metadata
  }

  /// Adds an array.
  ///
  /// - Precondition: No other array has its name, and it is not called `__metadata__`.
  public mutating func append(_ entry: Entry) {
    precondition(entry.name != "__metadata__", "'__metadata__' cannot name an array.")
    let previous = positions.updateValue(entries.count, forKey: entry.name)
    precondition(previous == nil, "Two arrays are called '\(entry.name)'.")
    entries.append(entry)
  }

  /// The array of the given name, or `nil` when the file has none.
  public subscript(name: String) -> Entry? {
    positions[name].map { entries[$0] }
  }
}
