import Tensors

/// How the entries of a batch are shared out.
///
/// The weights of a cell are the same for all entries, so that each group of entries runs on its own, in
/// slabs whose rows stay in the cache of a core. Groups do not depend on the number of threads, and
/// sums over groups are taken in their order: neither do results.
struct SlabPlan {
  /// The number of groups that the entries would make if all were as large as the first.
  ///
  /// Each group takes this part of the entries that are left: sums over groups cost memory and time for
  /// each, but where the last ones are small, no thread waits long for another.
  private static let groupsLikeTheFirst = 8

  /// The number of groups that the entries would make if all were as small as the last.
  private static let groupsLikeTheLast = 64

  /// The rows of a slab, beyond which products gain nothing.
  private static let enoughRows = 256

  /// The number of rows of an entry: a node each.
  let rowCount: Int

  /// The number of entries.
  let entryCount: Int

  /// The entries of each group.
  let groups: [Range<Int>]

  /// The most entries in a slab.
  let slabSize: Int

  init(rowCount: Int, entryCount: Int) {
    self.rowCount = rowCount
    self.entryCount = entryCount
    groups = Self.groups(of: entryCount)
    slabSize = min(groups.first?.count ?? 1, max(1, Self.enoughRows / max(rowCount, 1)))
  }

  private static func groups(of entryCount: Int) -> [Range<Int>] {
    let smallest = max(1, (entryCount + groupsLikeTheLast - 1) / groupsLikeTheLast)
    var groups: [Range<Int>] = []
    var first = 0
    while first < entryCount {
      let size = max(
        smallest, (entryCount - first + groupsLikeTheFirst - 1) / groupsLikeTheFirst)
      groups.append(first..<min(first + size, entryCount))
      first += size
    }
    return groups
  }

  /// The number of groups.
  var groupCount: Int { groups.count }

  /// The most rows in a slab.
  var slabRowCount: Int { slabSize * rowCount }

  /// Calls `body` for each group, possibly at once, with its number and its entries.
  func forEachGroup(_ body: (_ group: Int, _ entries: Range<Int>) -> Void) {
    Parallel.forEachRange(count: groupCount, grain: 1) {
      for group in $0 { body(group, groups[group]) }
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
