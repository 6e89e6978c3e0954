import Tensors

/// How the entries of a batch are shared out.
///
/// The weights of a cell are the same for all entries, so that each group of entries runs on its own, in
/// slabs whose rows stay in the cache of a core. Groups do not depend on the number of threads, and
/// sums over groups are taken in their order: neither do results.
struct SlabPlan {
  /// The most groups: sums over groups cost memory and time for each.
  private static let mostGroups = 16

  /// The rows of a slab, beyond which products gain nothing.
  private static let enoughRows = 256

  /// The number of rows of an entry: a node each.
  let rowCount: Int

  /// The number of entries.
  let entryCount: Int

  /// The most entries in a group.
  let groupSize: Int

  /// The most entries in a slab.
  let slabSize: Int

  init(rowCount: Int, entryCount: Int) {
    self.rowCount = rowCount
    self.entryCount = entryCount
    groupSize = max(1, (entryCount + Self.mostGroups - 1) / Self.mostGroups)
    slabSize = min(groupSize, max(1, Self.enoughRows / max(rowCount, 1)))
  }

  /// The number of groups.
  var groupCount: Int { (entryCount + groupSize - 1) / groupSize }

  /// The most rows in a slab.
  var slabRowCount: Int { slabSize * rowCount }

  /// Calls `body` for each group, possibly at once, with its number and its entries.
  func forEachGroup(_ body: (_ group: Int, _ entries: Range<Int>) -> Void) {
    Parallel.forEachRange(count: entryCount, grain: groupSize) {
      body($0.lowerBound / groupSize, $0)
    }
  }

  /// Calls `body` for each slab, possibly at once.
  func forEachSlab(_ body: (_ slab: Range<Int>) -> Void) {
    Parallel.forEachRange(count: entryCount, grain: slabSize, body)
  }

  /// Calls `body` for the slabs of a group, one after the other.
  func forEachSlab(of entries: Range<Int>, _ body: (_ slab: Range<Int>) -> Void) {
    for first in stride(from: entries.lowerBound, to: entries.upperBound, by: slabSize) {
      body(first..<min(first + slabSize, entries.upperBound))
    }
  }
}
