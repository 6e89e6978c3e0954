import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory for tensor storage: 64-byte aligned blocks that are kept for reuse.
///
/// A training step asks for the same sizes again and again, so after the first step every
/// block comes from here and none from the system. Sizes are rounded up to four classes for
/// each power of two, which wastes at most a quarter of a block. Blocks come from the `malloc` family.
package enum BufferPool {
  /// What the pool has done so far.
  package struct Statistics: Equatable, Sendable {
    /// The number of blocks that were asked of the system.
    package var systemAllocations = 0
    /// The number of bytes that tensors hold now.
    package var bytesInUse = 0
    /// The largest number of bytes that tensors held at once.
    package var peakBytesInUse = 0
    /// The number of bytes kept for reuse.
    package var bytesKept = 0
  }

  private struct State: ~Copyable {
    var free = [[UInt]](repeating: [], count: 4 * Int.bitWidth)
    var statistics = Statistics()
  }

  private static let state = Mutex(State())

  /// The alignment of every block, in bytes: one cache line, one AVX-512 register.
  package static let alignment = 64

  /// What the pool has done so far.
  package static var statistics: Statistics { state.withLock { $0.statistics } }

  /// Forgets the largest number of bytes held at once, to measure anew from here.
  package static func resetPeak() {
    state.withLock { $0.statistics.peakBytesInUse = $0.statistics.bytesInUse }
  }

  /// The size class of `byteCount`: its index, and the size of its blocks in bytes.
  package static func sizeClass(of byteCount: Int) -> (index: Int, byteCount: Int) {
    guard byteCount > alignment else { return (0, alignment) }
    let bits = Int.bitWidth - (byteCount - 1).leadingZeroBitCount  // in (2^(bits−1), 2^bits]
    let base = 1 << (bits - 1)
    let step = base / 4
    let quarter = (byteCount - base + step - 1) / step  // 1…4
    return (4 * bits + quarter - 1, base + quarter * step)
  }

  /// Returns a block of at least `byteCount` bytes with undefined contents.
  package static func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let (index, size) = sizeClass(of: byteCount)
    let kept = state.withLock { state -> UInt? in
      state.statistics.bytesInUse += size
      state.statistics.peakBytesInUse = max(
        state.statistics.peakBytesInUse, state.statistics.bytesInUse)
      if let address = state.free[index].popLast() {
        state.statistics.bytesKept -= size
        return address
      }
      state.statistics.systemAllocations += 1
      return nil
    }
    if let kept, let block = UnsafeMutableRawPointer(bitPattern: kept) { return block }
    if let block = allocated(size) { return block }
    // Blocks of other sizes may be what is missing.
    releaseKeptMemory()
    guard let block = allocated(size) else {
      preconditionFailure("There is no memory for a tensor of \(byteCount) bytes.")
    }
    return block
  }

  private static func allocated(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    var block: UnsafeMutableRawPointer?
    return posix_memalign(&block, alignment, byteCount) == 0 ? block : nil
  }

  /// Takes back a block that `take(byteCount)` returned.
  package static func give(_ block: UnsafeMutableRawPointer, byteCount: Int) {
    let (index, size) = sizeClass(of: byteCount)
    state.withLock { state in
      state.statistics.bytesInUse -= size
      state.statistics.bytesKept += size
      state.free[index].append(UInt(bitPattern: block))
    }
  }

  /// Returns all memory that is kept for reuse to the system.
  package static func releaseKeptMemory() {
    state.withLock { state in
      for index in state.free.indices {
        for address in state.free[index] { free(UnsafeMutableRawPointer(bitPattern: address)) }
        state.free[index].removeAll()
      }
      state.statistics.bytesKept = 0
    }
  }
}
