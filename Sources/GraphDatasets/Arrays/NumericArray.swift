/// An array of numbers as a file holds it, converted when asked.
package struct NumericArray {
  /// The name of the file, for errors.
  let path: String

  /// The extent of each axis.
  package let shape: [Int]

  /// How one element lies in memory.
  let format: ElementFormat

  /// Whether the first axis, not the last, is contiguous.
  let isColumnMajor: Bool

  /// The bytes of the file and the place of the elements in them.
  let bytes: [UInt8]
  let range: Range<Int>

  /// The number of elements.
  package let elementCount: Int

  /// Creates an array, or returns `nil` if its shape and format do not take exactly the bytes
  /// of `range`.
  init?(
    path: String, shape: [Int], format: ElementFormat, isColumnMajor: Bool, bytes: [UInt8],
    range: Range<Int>
  ) {
    guard format.kind != .object, let elementCount = Self.elementCount(of: shape) else { return nil }
    let (byteCount, overflow) = elementCount.multipliedReportingOverflow(by: format.byteCount)
    guard !overflow, byteCount == range.count else { return nil }
    self.path = path
    self.shape = shape
    self.format = format
    self.isColumnMajor = isColumnMajor
    self.bytes = bytes
    self.range = range
    self.elementCount = elementCount
  }

  /// Returns the product of the extents, or `nil` if one is negative or the product overflows.
  static func elementCount(of shape: [Int]) -> Int? {
    var product = 1
    for extent in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { return nil }
      product = next
    }
    return product
  }

  /// Returns the elements in row-major order, as floating-point numbers.
  package func doubles() -> [Double] {
    if let doubles = copied(as: Double.self) { return doubles }
    return storageOrder().map { format.double(ofBits: bits(at: $0)) }
  }

  /// Returns the elements in row-major order, as single-precision numbers.
  package func floats() -> [Float] {
    if let floats = copied(as: Float.self) { return floats }
    return storageOrder().map { Float(format.double(ofBits: bits(at: $0))) }
  }

  /// Returns the elements in row-major order, as integers.
  ///
  /// - Throws: `unexpectedValue` if an element is not exactly an integer.
  package func integers() throws(DatasetError) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(elementCount)
    for place in storageOrder() {
      guard let value = format.integer(ofBits: bits(at: place)) else {
        let found = format.double(ofBits: bits(at: place))
        throw .unexpectedValue(path: path, found: "the element \(found)", expected: "whole numbers")
      }
      result.append(value)
    }
    return result
  }

  /// Returns the elements without a look at each, where they are of the type asked for and lie
  /// as this machine's do; else `nil`.
  private func copied<Element: BinaryFloatingPoint>(as type: Element.Type) -> [Element]? {
    let isBigEndianMachine = UInt16(1).bigEndian == 1
    guard format.kind == .float, format.byteCount == MemoryLayout<Element>.size,
      format.isBigEndian == isBigEndianMachine, !isColumnMajor || shape.count < 2, elementCount > 0
    else { return nil }
    return [Element](unsafeUninitializedCapacity: elementCount) { buffer, count in
      bytes.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
      count = elementCount
    }
  }

  private func bits(at place: Int) -> UInt64 {
    format.bits(in: bytes, at: range.lowerBound + place * format.byteCount)
  }

  /// Returns the places in memory of the elements in row-major order.
  private func storageOrder() -> [Int] {
    guard isColumnMajor, shape.count > 1, elementCount > 0 else { return Array(0..<elementCount) }
    var places: [Int] = [0]
    var stride = 1
    // In row-major order a later axis varies faster, so each axis repeats for all before it.
    for extent in shape {
      places = places.flatMap { base in (0..<extent).map { base + $0 * stride } }
      stride *= extent
    }
    return places
  }
}
