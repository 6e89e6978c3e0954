import Tensors

extension SafetensorsFile.DataType {
  /// The element type of a tensor.
  init(_ scalarType: ScalarType) {
    switch scalarType {
    case .float32: self = .float32
    case .float64: self = .float64
    }
  }
}

extension SafetensorsFile.Entry {
  /// Creates an array from a tensor.
  init(name: String, _ tensor: Tensor) {
    // The format is little-endian, as is every processor that the kernels are built for.
    let byteCount = tensor.elementCount * tensor.scalarType.byteCount
    let bytes = tensor.withBytes {
      [UInt8](UnsafeRawBufferPointer(start: $0, count: byteCount))
    }
    self.init(
      name: name, dataType: SafetensorsFile.DataType(tensor.scalarType), shape: Array(tensor.shape),
      bytes: bytes)
  }

  /// The array's type and extents, such as `F32 [16, 7]`.
  var kind: String { "\(dataType.rawValue) \(shape)" }

  /// Returns the array as a tensor of the kind of `other`, or `nil` if it is of another kind.
  func tensor(like other: Tensor) -> Tensor? {
    guard kind == Self.kind(of: other) else { return nil }
    var result = Tensor(uninitialized: other.shape, scalarType: other.scalarType)
    result.withMutableBytes { target in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(start: target, count: source.count).copyMemory(from: source)
      }
    }
    return result
  }

  /// The kind of array that a tensor makes.
  static func kind(of tensor: Tensor) -> String {
    "\(SafetensorsFile.DataType(tensor.scalarType).rawValue) \(Array(tensor.shape))"
  }
}

extension SafetensorsFile {
  /// Reads the file of a checkpoint.
  init(checkpointAt path: String) throws(CheckpointError) {
    let bytes: [UInt8]
    do { bytes = try AtomicFile.bytes(of: path) } catch { throw .unreadable(error) }
    do { self = try SafetensorsFile(parsing: bytes) } catch {
      throw .malformed(path: path, error)
    }
  }
}
