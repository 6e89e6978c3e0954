#if canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A list of row offsets, column indices or node numbers that shares its storage.
///
/// Slices such as the neighbours of one node are views: they keep the storage alive and copy
/// nothing.
public struct IndexList: RandomAccessCollection, Sendable {
  let storage: IndexStorage
  let range: Range<Int>

  init(_ storage: IndexStorage) {
    self.init(storage, range: 0..<storage.count)
  }

  init(_ storage: IndexStorage, range: Range<Int>) {
    self.storage = storage
    self.range = range
  }

  /// Zero, the position of the first index.
  public var startIndex: Int { 0 }

  /// The number of indices.
  public var endIndex: Int { range.count }

  /// The index at `position`.
  public subscript(position: Int) -> Int {
    precondition(
      position >= 0 && position < range.count,
      "Position \(position) is outside a list of \(range.count) indices.")
    return storage[range.lowerBound + position]
  }

  /// Calls `body` with the indices in place.
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Int>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(rebasing: storage.buffer[range]))
    }
  }

  /// Calls `body` with the indices in place; they are always contiguous.
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Int>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension IndexList: Equatable {
  /// Returns whether two lists hold the same indices in the same order.
  public static func == (left: IndexList, right: IndexList) -> Bool {
    if left.storage === right.storage && left.range == right.range { return true }
    return left.elementsEqual(right)
  }
}

extension IndexList: CustomStringConvertible {
  /// The indices as an array literal.
  public var description: String { Array(self).description }
}

/// A fixed number of indices in memory from `malloc`, which is what GraphBLAS is started with.
///
/// The indices are never negative, so C may read them as unsigned. They are written while the
/// storage has one owner, by the function that made it, and only read afterwards.
final class IndexStorage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Int>
  let count: Int

  /// Creates storage for `count` indices, which are all zero.
  init(count: Int) {
    // GraphBLAS refuses null pointers, so that an empty list has an address, too.
    guard let memory = calloc(Swift.max(count, 1), MemoryLayout<Int>.stride) else {
      preconditionFailure("There is no memory for \(count) indices.")
    }
    self.pointer = memory.bindMemory(to: Int.self, capacity: Swift.max(count, 1))
    self.count = count
  }

  convenience init(_ indices: some Collection<Int>) {
    self.init(count: indices.count)
    for (position, index) in indices.enumerated() { pointer[position] = index }
  }

  deinit { free(pointer) }

  var buffer: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: pointer, count: count) }

  var byteCount: Int { count * MemoryLayout<Int>.stride }

  subscript(position: Int) -> Int { pointer[position] }
}
