/// The number format of a tensor's elements.
public enum ScalarType: String, Sendable, CaseIterable, Codable {
  /// IEEE 754 single precision: the format of training.
  case float32
  /// IEEE 754 double precision: the format of verification.
  case float64

  /// The size of one element in bytes.
  public var byteCount: Int {
    switch self {
    case .float32: MemoryLayout<Float>.stride
    case .float64: MemoryLayout<Double>.stride
    }
  }
}
