import Tensors

/// Gradients of weights, summed by each group on its own and then over the groups in their order.
///
/// The sums of a group lie one behind the other in one piece of memory, each aligned to 64 bytes.
final class PartialSums<Scalar: CellScalar> {
  private let storage: TensorStorage
  private let offsets: [Int]
  private let groupCount: Int
  private let stride: Int

  /// Creates room for each of `groupCount` groups and each of `counts`.
  init(groupCount: Int, counts: [Int]) {
    var next = 0
    offsets = counts.map { count in
      defer { next += Scalar.padded(count) }
      return next
    }
    stride = next
    self.groupCount = groupCount
    storage = TensorStorage(byteCount: groupCount * stride * MemoryLayout<Scalar>.stride)
  }

  /// The sums of a group: undefined until they are written or cleared.
  func sums(ofGroup group: Int) -> [UnsafeMutablePointer<Scalar>] {
    let start = storage.address.assumingMemoryBound(to: Scalar.self) + group * stride
    return offsets.map { start + $0 }
  }

  /// Sets the sums of a group to zero, all behind the first `first`.
  func clear(group: Int, from first: Int) {
    let start = storage.address.assumingMemoryBound(to: Scalar.self) + group * stride
    (start + offsets[first]).clear(stride - offsets[first])
  }

  /// Adds the sums of all groups up, and returns them.
  func total() -> [UnsafeMutablePointer<Scalar>] {
    let total = storage.address.assumingMemoryBound(to: Scalar.self)
    Parallel.forEachRange(count: stride, grain: 4096) { range in
      for group in 1..<max(groupCount, 1) {
        Scalar.add(
          total + group * stride + range.lowerBound, to: total + range.lowerBound, count: range.count)
      }
    }
    return sums(ofGroup: 0)
  }
}
