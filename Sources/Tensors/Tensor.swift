/// A dense array of numbers with a shape, of rank 0 to 4.
///
/// Elements lie in memory with the last axis contiguous; the first axis counts nodes wherever
/// there are nodes: `[nodes, channels]`, or `[nodes, batch, channels]` for a batch. The scalar
/// type is a value, not a generic parameter: `.float32` for training, `.float64` for
/// verification; operations refuse to mix the two. Tensors are values: a copy shares its
/// storage until one side is written to.
///
/// A tensor is its own tangent vector. `Tensor.zero` is special: it is a zero without a shape,
/// which every sum accepts on either side.
public struct Tensor: Sendable {
  /// The extents along the axes; `[]` for a scalar and for the shapeless zero.
  public private(set) var shape: Shape

  /// The number format of the elements.
  public private(set) var scalarType: ScalarType

  /// The elements; `nil` in the shapeless zero only.
  private var storage: TensorStorage?

  /// Creates a tensor whose elements are not yet defined.
  package init(uninitialized shape: Shape, scalarType: ScalarType) {
    self.shape = shape
    self.scalarType = scalarType
    storage = TensorStorage(byteCount: shape.elementCount * scalarType.byteCount)
  }

  private init(shape: Shape, scalarType: ScalarType, storage: TensorStorage?) {
    self.shape = shape
    self.scalarType = scalarType
    self.storage = storage
  }

  /// The zero of every shape and scalar type, as sums and derivatives start from it.
  public static let zero = Tensor(shape: [], scalarType: .float32, storage: nil)

  /// Whether this is `Tensor.zero`, the zero without a shape.
  public var isShapelessZero: Bool { storage == nil }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The number of elements.
  public var elementCount: Int { shape.elementCount }

  /// Returns a tensor of another shape that shares this one's elements.
  package func sharing(shape: Shape) -> Tensor {
    Tensor(shape: shape, scalarType: scalarType, storage: storage)
  }

  /// Gives this tensor the shape and scalar type of another, with undefined elements, in its own
  /// memory where that has the right size and nothing else holds it.
  package mutating func prepareToOverwrite(as other: Tensor) {
    let byteCount = other.elementCount * other.scalarType.byteCount
    if !isKnownUniquelyReferenced(&storage) || storage?.byteCount != byteCount {
      storage = TensorStorage(byteCount: byteCount)
    }
    shape = other.shape
    scalarType = other.scalarType
  }

  /// Whether both tensors hold the same memory.
  package func sharesStorage(with other: Tensor) -> Bool { storage === other.storage }
}

// MARK: - Access for kernels

extension Tensor {
  /// The first byte of the elements, valid while this tensor lives.
  ///
  /// - Precondition: The tensor is not the shapeless zero.
  package var unsafeAddress: UnsafeMutableRawPointer {
    guard let storage else { preconditionFailure("The shapeless zero has no elements to read.") }
    return storage.address
  }

  /// Calls `body` with the elements' memory, for reading.
  package func withBytes<Result>(_ body: (UnsafeRawPointer) throws -> Result) rethrows -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeRawPointer(unsafeAddress))
  }

  /// Calls `body` with the elements' memory, for writing; copies them first where they are shared.
  package mutating func withMutableBytes<Result>(
    _ body: (UnsafeMutableRawPointer) throws -> Result
  ) rethrows -> Result {
    // The order matters: a second reference held while asking would force a copy each time.
    if !isKnownUniquelyReferenced(&storage), let shared = storage {
      storage = TensorStorage(copying: shared)
    }
    defer { withExtendedLifetime(storage) {} }
    return try body(unsafeAddress)
  }

  /// Calls `body` with the elements' memory as it is and with that of the elements which replace them, in the
  /// shape and scalar type of another tensor: the same memory where nothing else holds it.
  package mutating func overwrite(
    as other: Tensor, _ body: (_ before: UnsafeRawPointer?, _ after: UnsafeMutableRawPointer) -> Void
  ) {
    let byteCount = other.elementCount * other.scalarType.byteCount
    var before: TensorStorage?
    if !isKnownUniquelyReferenced(&storage) || storage?.byteCount != byteCount {
      before = storage
      storage = TensorStorage(byteCount: byteCount)
    }
    shape = other.shape
    scalarType = other.scalarType
    withExtendedLifetime((before, storage)) {
      body(UnsafeRawPointer((before ?? storage)?.address), unsafeAddress)
    }
  }

  /// Calls `body` with the elements of a float32 tensor, for reading.
  package func withFloats<Result>(
    _ body: (UnsafePointer<Float>) throws -> Result
  ) rethrows -> Result {
    precondition(scalarType == .float32, "The tensor is \(scalarType), but float32 was asked for.")
    return try withBytes { try body($0.assumingMemoryBound(to: Float.self)) }
  }

  /// Calls `body` with the elements of a float64 tensor, for reading.
  package func withDoubles<Result>(
    _ body: (UnsafePointer<Double>) throws -> Result
  ) rethrows -> Result {
    precondition(scalarType == .float64, "The tensor is \(scalarType), but float64 was asked for.")
    return try withBytes { try body($0.assumingMemoryBound(to: Double.self)) }
  }

  /// Calls `body` with the elements of a float32 tensor, for writing.
  package mutating func withMutableFloats<Result>(
    _ body: (UnsafeMutablePointer<Float>) throws -> Result
  ) rethrows -> Result {
    precondition(scalarType == .float32, "The tensor is \(scalarType), but float32 was asked for.")
    return try withMutableBytes { try body($0.assumingMemoryBound(to: Float.self)) }
  }

  /// Calls `body` with the elements of a float64 tensor, for writing.
  package mutating func withMutableDoubles<Result>(
    _ body: (UnsafeMutablePointer<Double>) throws -> Result
  ) rethrows -> Result {
    precondition(scalarType == .float64, "The tensor is \(scalarType), but float64 was asked for.")
    return try withMutableBytes { try body($0.assumingMemoryBound(to: Double.self)) }
  }
}
