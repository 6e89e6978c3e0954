/// A block of pooled memory that tensors share until one of them is written to.
package final class TensorStorage: @unchecked Sendable {
  // Sendable by hand: the block is written only while one tensor holds it alone.

  /// The first byte, aligned to 64.
  package let address: UnsafeMutableRawPointer

  /// The number of bytes that may be used.
  package let byteCount: Int

  /// Takes a block of at least `byteCount` bytes with undefined contents from the pool.
  package init(byteCount: Int) {
    self.byteCount = byteCount
    address = BufferPool.take(byteCount)
  }

  /// Takes a block from the pool and fills it with the contents of `other`.
  package convenience init(copying other: TensorStorage) {
    self.init(byteCount: other.byteCount)
    address.copyMemory(from: other.address, byteCount: other.byteCount)
  }

  deinit { BufferPool.give(address, byteCount: byteCount) }
}
