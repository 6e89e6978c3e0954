import Synchronization

/// The transpose of a pattern, and where its entries come from.
public struct Transposition: Sendable {
  /// The transposed pattern.
  public let pattern: SparsityPattern

  /// For each entry of the transposed pattern, its position in the original.
  public let sources: IndexList
}

extension SparsityPattern {
  /// The transpose, which is found at its first use and kept.
  ///
  /// It may be asked for from several threads at once.
  ///
  /// - Complexity: O(`rowCount` + `columnCount` + `entryCount`) the first time, then O(1).
  public var transposition: Transposition {
    cachedTransposition.withLock { cached in
      if let cached { return cached }
      let found = makeTransposition()
      cached = found
      return found
    }
  }

  private func makeTransposition() -> Transposition {
    let newOffsets = IndexStorage(count: columnCount + 1)
    let newColumns = IndexStorage(count: entryCount)
    let sources = IndexStorage(count: entryCount)

    for entry in 0..<entryCount { newOffsets.pointer[columns[entry] + 1] += 1 }
    for column in 0..<columnCount { newOffsets.pointer[column + 1] += newOffsets[column] }
    let next = IndexStorage(newOffsets.buffer)
    for row in 0..<rowCount {
      for entry in entryRange(row) {
        let place = next[columns[entry]]
        next.pointer[columns[entry]] = place + 1
        newColumns.pointer[place] = row
        sources.pointer[place] = entry
      }
    }
    return Transposition(
      pattern: SparsityPattern(
        rowCount: columnCount, columnCount: rowCount, offsets: newOffsets, columns: newColumns),
      sources: IndexList(sources))
  }
}
