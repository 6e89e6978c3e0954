extension UnsafeMutablePointer where Pointee: KernelScalar {
  /// Sets the first `count` elements to zero.
  ///
  /// Where generic code is not specialised, `update(repeating:count:)` would go through a witness for
  /// every element.
  package func clear(_ count: Int) {
    // A number whose bits are all zero is zero.
    UnsafeMutableRawPointer(self).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Pointee>.stride)
  }
}
