import CKernels

extension Tensor {
  /// Creates a tensor of `shape` from its elements in row order, rounded to `scalarType`.
  ///
  /// - Precondition: There are as many elements as the shape has places.
  public init(shape: Shape, elements: [Double], scalarType: ScalarType = .float32) {
    precondition(
      elements.count == shape.elementCount,
      "\(elements.count) elements do not fill the shape \(shape), which has \(shape.elementCount).")
    self.init(uninitialized: shape, scalarType: scalarType)
    switch scalarType {
    case .float32:
      withMutableFloats { for (index, element) in elements.enumerated() { $0[index] = Float(element) } }
    case .float64:
      withMutableDoubles { for (index, element) in elements.enumerated() { $0[index] = element } }
    }
  }

  /// Creates a float32 tensor of `shape` from its elements in row order.
  ///
  /// - Precondition: There are as many elements as the shape has places.
  public init(shape: Shape, elements: [Float]) {
    precondition(
      elements.count == shape.elementCount,
      "\(elements.count) elements do not fill the shape \(shape), which has \(shape.elementCount).")
    self.init(uninitialized: shape, scalarType: .float32)
    withMutableFloats { for (index, element) in elements.enumerated() { $0[index] = element } }
  }

  /// Creates a tensor of rank 0.
  public init(_ scalar: Double, scalarType: ScalarType = .float32) {
    self.init(repeating: scalar, shape: [], scalarType: scalarType)
  }

  /// Creates a tensor of `shape` whose elements all equal `value`.
  public init(repeating value: Double, shape: Shape, scalarType: ScalarType = .float32) {
    self.init(uninitialized: shape, scalarType: scalarType)
    let count = elementCount
    switch scalarType {
    case .float32: withMutableFloats { graphode_fill_f32($0, value, count) }
    case .float64: withMutableDoubles { graphode_fill_f64($0, value, count) }
    }
  }

  /// Returns a tensor of zeros.
  public static func zeros(_ shape: Shape, scalarType: ScalarType = .float32) -> Tensor {
    Tensor(repeating: 0, shape: shape, scalarType: scalarType)
  }

  /// Returns a tensor of ones.
  public static func ones(_ shape: Shape, scalarType: ScalarType = .float32) -> Tensor {
    Tensor(repeating: 1, shape: shape, scalarType: scalarType)
  }

  /// Returns a tensor of zeros with the shape and scalar type of `other`.
  public static func zeros(like other: Tensor) -> Tensor {
    zeros(other.shape, scalarType: other.scalarType)
  }

  /// The elements in row order.
  ///
  /// - Complexity: O(elements): every access makes a new array.
  public var elements: [Double] {
    switch scalarType {
    case .float32: withFloats { start in (0..<elementCount).map { Double(start[$0]) } }
    case .float64: withDoubles { Array(UnsafeBufferPointer(start: $0, count: elementCount)) }
    }
  }

  /// The elements in row order, rounded to single precision.
  ///
  /// - Complexity: O(elements): every access makes a new array.
  public var floats: [Float] {
    switch scalarType {
    case .float32: withFloats { Array(UnsafeBufferPointer(start: $0, count: elementCount)) }
    case .float64: withDoubles { start in (0..<elementCount).map { Float(start[$0]) } }
    }
  }

  /// Returns this tensor in another number format; itself where it has that format already.
  @differentiable(reverse)
  public func converted(to scalarType: ScalarType) -> Tensor {
    convertedElements(to: scalarType)
  }

  @derivative(of: converted)
  @usableFromInline
  func _vjpConverted(to scalarType: ScalarType) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let original = self.scalarType
    return (convertedElements(to: scalarType), { $0.convertedElements(to: original) })
  }

  private func convertedElements(to scalarType: ScalarType) -> Tensor {
    guard scalarType != self.scalarType, !isShapelessZero else { return self }
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    let count = elementCount
    switch scalarType {
    case .float32:
      withDoubles { from in result.withMutableFloats { graphode_convert_f64_to_f32(from, $0, count) } }
    case .float64:
      withFloats { from in result.withMutableDoubles { graphode_convert_f32_to_f64(from, $0, count) } }
    }
    return result
  }
}
